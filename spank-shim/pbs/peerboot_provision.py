# SPDX-License-Identifier: Apache-2.0 OR GPL-2.0-or-later
"""
Hook of pbs_server for provision: a job asked for aoe=IMAGE, with @ for the image's colon, and its vnode runs something
else. Has the tracker bring the image to the node, has the site reboot it, and accepts only once the node's own peer says
that it booted this very image: PBS by itself takes any hello of the MoM for that, the old one's too.

PBS starts a process of this for each vnode, on the host of pbs_server. At the hook's alarm it is killed; patience ends
before, so that the reason is told.
"""
import json
import os
import re
import subprocess
import syslog
import time

import pbs

IMAGE = re.compile(r"(~[A-Za-z0-9._-]+/)?[a-z0-9._-]+@[A-Za-z0-9._-]+", re.ASCII)
NODE = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,252}", re.ASCII)
LOOK_EVERY = 5
ONE_COMMAND = 60
BOOTED, NOTHING_TO_BOOT, FAILED = 0, 1, 211
DEFAULTS = {"peerboot": "/usr/bin/peerboot", "tracker": "", "reboot": [], "patience": 840}


def site(hook):
    """
    The hook's configuration, JSON: reboot is the command, to which the node's name is added; the rest may be absent.
    OpenPBS 23.06 tells a provision hook the name of another hook's file, so we go by our own.
    """
    config = dict(DEFAULTS)
    path = os.path.join(str(pbs.pbs_conf["PBS_HOME"]), "server_priv/hooks", hook + ".CF")
    if os.path.exists(path):
        with open(path, encoding="utf-8") as file:
            given = json.load(file)
        for key, value in given.items():
            if key not in config or type(value) is not type(config[key]):
                known = ", ".join(sorted(config))
                raise ValueError("%s: %s is not known, or of another kind; use %s" % (file.name, key, known))
        config.update(given)
    if not config["reboot"]:
        raise ValueError("the hook's configuration names no command that reboots a node; give it one with reboot")
    return config


def run(command):
    """What it printed; ValueError with its last words if it failed."""
    done = subprocess.run(
        [str(word) for word in command],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        timeout=ONE_COMMAND,
    )
    if done.returncode != 0:
        words = done.stderr.decode(errors="replace").strip().splitlines() or ["exit code %d" % done.returncode]
        raise ValueError("%s: %s" % (command[0], words[-1]))
    return done.stdout


def ask(config, *words):
    tracker = ["--tracker", config["tracker"]] if config["tracker"] else []
    return json.loads(run([config["peerboot"]] + list(words) + ["--json"] + tracker))


def look(config, name):
    """What the tracker hears from the node's peer; nothing while it hears nothing."""
    for node in ask(config, "status", "--nodes").get("nodes", []):
        if node.get("node") == name and node.get("peer") == "up":
            return node
    return {}


def whole(node, digest):
    images = node.get("images") or []
    return any(image.get("digest") == digest and str(image.get("state")).upper() == "COMPLETE" for image in images)


def runs(node, digest):
    return node.get("booted") == digest


def heard(node):
    if not node:
        return "its peer is silent"
    return node.get("bootNote") or "its peer says it runs %s" % (node.get("booted") or "no image of ours")


def wait(config, end, what, look_once):
    """
    What look_once returns once that is something. It may fail meanwhile: a tracker that is started again is back soon, and
    where none answers at all, to fail at once would have PBS take one vnode after the other offline within seconds.
    """
    why = ""
    while time.monotonic() < end:
        try:
            found, why = look_once()
            if found:
                return found
        except (OSError, ValueError, KeyError, subprocess.SubprocessError) as e:
            why = str(e)
        time.sleep(LOOK_EVERY)
    raise ValueError("%s within %d s; %s" % (what, config["patience"], why))


def provision(config, name, image):
    """Boots it; returns how PBS is to go on."""
    end = time.monotonic() + config["patience"]

    def node_that(wanted, digest):
        node = look(config, name)
        return (node if wanted(node, digest) else None), heard(node)

    def there(node, digest):
        return runs(node, digest) or whole(node, digest)

    digest = wait(config, end, "it was not assigned", lambda: (ask(config, "assign", image, name)["digest"], ""))
    node = wait(config, end, "the image does not stand there", lambda: node_that(there, digest))
    if runs(node, digest):
        return NOTHING_TO_BOOT
    run(config["reboot"] + [name])
    wait(config, end, "it did not boot the image", lambda: node_that(runs, digest))
    return BOOTED


def log(words):
    """To the server's log. An OpenPBS that was built with Python 3.10 or later may raise SystemError there."""
    try:
        pbs.logmsg(pbs.LOG_WARNING, words)
    except SystemError:
        syslog.syslog(syslog.LOG_WARNING, words)


def main(event):
    name, aoe = str(event.vnode).split("[", 1)[0], str(event.aoe)
    try:
        if not NODE.fullmatch(name) or not IMAGE.fullmatch(aoe):
            raise ValueError("this is no node and no image; write the aoe such as rocky9@6.8")
        verdict = provision(site(str(event.hook_name)), name, aoe.replace("@", ":"))
    except (OSError, ValueError, KeyError, subprocess.SubprocessError) as e:
        words = "peerboot: node %s, aoe %s: %s" % (ascii(name)[1:-1], ascii(aoe)[1:-1], ascii(str(e))[1:-1])
        log(words)
        event.reject(words, FAILED)
    event.accept(verdict)


main(pbs.event())
