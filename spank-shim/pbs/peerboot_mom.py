# SPDX-License-Identifier: Apache-2.0 OR GPL-2.0-or-later
"""
Hook of pbs_mom. execjob_begin tells this host's peer that a job begins here, and which image it ordered. execjob_epilogue
and execjob_end tell that it has ended: the first a second sooner, the second of every job that began, on every host.
execjob_launch lets its tasks begin once the image stands here, those of a strict job only then; exechost_startup and
exechost_periodic publish what the peer holds as the resource peerboot_image.

The MoM serves nobody while execjob_begin runs, and the job waits for it on every host: it takes less than a second and
accepts nearly whatever happens: a begin hook that rejects is tried 21 times within seconds, then the job is held. It
rejects a job that the gate in pbs_server let through because its patience was over, where the image has not come by a fault
of this host: that goes offline, and the job back to the queue. execjob_launch runs in a process of the task's own, whose
standard error is the user's: that may wait.
"""
import json
import os
import pwd
import re
import socket
import subprocess
import sys
import syslog
import time

import pbs

SOCKET = "/run/peerboot/peer.sock"
PROGRAM = "/usr/bin/peerboot-event"
PATIENCE = 0.2
# As long as tasks wait for their image with Slurm, where nobody said otherwise.
WAIT = 600
WAIT_MOST = 9000
# A link in a directory of the user's, whose file server may be away.
LINK_PATIENCE = 0.5
# What execjob_launch takes beyond the wait: its alarm is to be longer than both.
LAUNCH_GRACE = 20
LINE_MAX = 1 << 20
# What is allowed here needs no escape in JSON.
JOB = re.compile(r"[A-Za-z0-9._\[\]+@:-]{1,255}", re.ASCII)
WORD = re.compile(r"[A-Za-z0-9._-]{1,255}", re.ASCII)
IMAGE = re.compile(r"(~[A-Za-z0-9._-]+/)?[a-z0-9._-]+:[A-Za-z0-9._-]+", re.ASCII)
# PBS keeps the whole list in one string of each vnode.
PUBLISHED = 32


def site():
    """The hook's configuration, JSON: socket, program: paths; wait: seconds; strict: truth. All of it may be absent."""
    config = {"socket": SOCKET, "program": PROGRAM, "wait": WAIT, "strict": False}
    path = pbs.hook_config_filename
    if path:
        with open(path, encoding="utf-8") as file:
            given = json.load(file)
        unknown = set(given) - set(config)
        if unknown:
            known = ", ".join(sorted(config))
            raise ValueError("%s: key %s is not known; use %s" % (path, ", ".join(sorted(unknown)), known))
        config.update(given)
        if type(config["wait"]) is not int or not 0 <= config["wait"] <= WAIT_MOST:
            raise ValueError("%s: wait is no number of seconds up to %d; write such as 600" % (path, WAIT_MOST))
        if type(config["strict"]) is not bool:
            raise ValueError("%s: strict is neither true nor false" % path)
    return config


def ask(path, request):
    """The first line of the peer's answer, within 200 ms whatever it does; OSError or ValueError if there is none."""
    end = time.monotonic() + PATIENCE

    def left():
        seconds = end - time.monotonic()
        if seconds <= 0:
            raise TimeoutError("no answer within %d ms" % (PATIENCE * 1000))
        return seconds

    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM | socket.SOCK_CLOEXEC) as peer:
        peer.settimeout(left())
        peer.connect(path)
        peer.sendall((json.dumps(dict(protocol=1, **request)) + "\n").encode())
        answer = b""
        while b"\n" not in answer:
            peer.settimeout(left())
            more = peer.recv(65536)
            if not more:
                raise ValueError("it hung up before the end of a line")
            answer += more
            if len(answer) > LINE_MAX:
                raise ValueError("it answered with more than %d bytes" % LINE_MAX)
    reply = json.loads(answer.split(b"\n", 1)[0])
    if not isinstance(reply, dict):
        raise ValueError("what answers there is no peer")
    if reply.get("error"):
        raise ValueError(str(reply["error"])[:500])
    return reply


def attribute(thing, name):
    """One that the event lacks raises an error of PBS's own."""
    try:
        value = getattr(thing, name)
    except Exception:
        return ""
    return "" if value is None else str(value)


def user_of(job):
    return attribute(job, "euser") or attribute(job, "Job_Owner").split("@", 1)[0]


def order_of(job):
    """IMAGE and DEST of what the job ordered, DEST None where there is none; None if it ordered nothing understood."""
    order = job.Resource_List["peerboot_stage"]
    parts = [] if order is None else str(order).split(":", 2)
    image = ":".join(parts[:2])
    if not IMAGE.fullmatch(image) or not WORD.fullmatch(user_of(job)):
        return None
    dest = parts[2] if len(parts) == 3 else None
    return None if dest and not dest.startswith("/") else (image, dest)


def begin_request(job, order, wait):
    """The user is whom PBS names, never the job's own word."""
    request = {"op": "JOB_BEGIN", "job": str(job.id)}
    if WORD.fullmatch(user_of(job)):
        request.update(user=user_of(job))
    if order:
        request.update(images=[order[0]], waitSeconds=wait)
    return request


def stager(config, user, order, wait, stderr):
    """The program that waits for the image and makes DEST, as the user: root follows no name that he gave."""
    image, dest = order
    entry = pwd.getpwnam(user)
    groups = os.getgrouplist(user, entry.pw_gid)

    def become():
        os.setgroups(groups)
        os.setgid(entry.pw_gid)
        os.setuid(entry.pw_uid)

    command = [config["program"], "stage", image] + ([dest] if dest else [])
    return subprocess.Popen(
        command + ["--wait", str(wait), "--socket", config["socket"]],
        preexec_fn=become,
        env={"PATH": "/usr/bin:/bin"},
        cwd="/",
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=stderr,
    )


def staged(process, seconds):
    """Where the image's files stand; empty if they do not. A process that hangs is left to itself once it was killed."""
    try:
        said = process.communicate(timeout=seconds)[0]
    except subprocess.TimeoutExpired:
        process.kill()
        return ""
    return os.fsdecode(said).rstrip("\n") if process.returncode == 0 else ""


def is_late(job):
    """Whether the gate let the job through without its image."""
    return str(job.Resource_List["peerboot_plan"] or "").startswith("late@")


def failed_here(config, image):
    """
    Whether it is this host's fault that the image does not stand: its peer is silent, or has begun to fetch it. Of one that
    the job's user may not read, or that nobody published, the peer never hears: no user takes a host offline by ordering it.
    """
    try:
        cache = ask(config["socket"], {"op": "CACHE"}).get("cache")
    except (OSError, ValueError):
        return True
    known = [entry for entry in cache if entry.get("name") == image] if isinstance(cache, list) else []
    return bool(known) and all(entry.get("held") != entry.get("bytes") for entry in known)


def give_back(event, image):
    """This host goes offline, and the job to others."""
    words = "peerboot: image %s did not come here; see the peer's log" % image
    mine = pbs.get_local_nodename()
    for name in event.vnode_list.keys():
        if name.split("[", 1)[0] == mine:
            event.vnode_list[name].state = pbs.ND_OFFLINE
            event.vnode_list[name].comment = words
    event.job.rerun()
    event.reject(words)


def begin(event, config):
    """An image that stands already is linked now, on every host: not each of them launches a task of PBS's."""
    job = event.job
    order = order_of(job)
    late = order is not None and is_late(job)
    try:
        ask(config["socket"], begin_request(job, order, config["wait"]))
    except (OSError, ValueError):
        if not late:
            raise
    if late and failed_here(config, order[0]):
        give_back(event, order[0])
    if order and order[1]:
        staged(stager(config, user_of(job), order, 0, subprocess.DEVNULL), LINK_PATIENCE)


def launch(event, config):
    """As Slurm's plugin does: the task finds in its environment where the image stands, or that it does not."""
    order = order_of(event.job)
    if not order:
        return False
    place = staged(stager(config, user_of(event.job), order, config["wait"], None), config["wait"] + LAUNCH_GRACE)
    event.env["PEERBOOT_IMAGE"] = order[0]
    event.env["PEERBOOT_STATUS"] = "complete" if place else "incomplete"
    if place:
        event.env["PEERBOOT_DIR"] = place
    return bool(place)


def is_strict(job, usual):
    """The job's own word, or the site's. A job without an order has nothing to be strict about."""
    said = job.Resource_List["peerboot_strict"]
    strict = usual if said is None else str(said).lower() in ("true", "1")
    return strict and job.Resource_List["peerboot_stage"] is not None


def hold_back(event, why):
    """
    The task ends with 1 before it began, as with Slurm; its user reads why. To reject would end the whole job, its output
    unwritten.
    """
    image = ":".join(str(event.job.Resource_List["peerboot_stage"]).split(":", 2)[:2])[:200]
    print(
        "peerboot: image %s on node %s: %sstrict: the task does not start; without peerboot_strict it would run with"
        " PEERBOOT_STATUS=incomplete" % (ascii(image)[1:-1], pbs.get_local_nodename(), why and why + "; "),
        file=sys.stderr,
        flush=True,
    )
    event.progname = "/bin/false"
    event.argv = []
    event.argv.append("false")


def held(reply):
    """The images that stand whole, as data@v3, for PBS keeps the colon to itself; where there are many, those used last."""
    cache = reply.get("cache")
    whole = {}
    for image in cache if isinstance(cache, list) else []:
        name = str(image.get("name")) if isinstance(image, dict) else ""
        if IMAGE.fullmatch(name) and image.get("held") == image.get("bytes"):
            used = image.get("used")
            whole[name.replace(":", "@")] = used if isinstance(used, int) else 0
    return sorted(sorted(whole, key=whole.get, reverse=True)[:PUBLISHED])


def publish(event, names):
    for name in event.vnode_list.keys():
        event.vnode_list[name].resources_available["peerboot_image"] = ",".join(names) or "none"


def log(words):
    """To the MoM's log. An OpenPBS that was built with Python 3.10 or later may raise SystemError there."""
    try:
        pbs.logmsg(pbs.LOG_WARNING, words)
    except SystemError:
        syslog.syslog(syslog.LOG_WARNING, words)


def main(event):
    ends = event.type in (pbs.EXECJOB_EPILOGUE, pbs.EXECJOB_END)
    launches = event.type == pbs.EXECJOB_LAUNCH
    of_job = ends or launches or event.type == pbs.EXECJOB_BEGIN
    what = "job=%s" % event.job.id if of_job else "images"
    config, stands, why = {}, False, ""
    try:
        config = site()
        if of_job and not JOB.fullmatch(str(event.job.id)):
            raise ValueError("it has no id that a job has")
        if event.type == pbs.EXECJOB_BEGIN:
            begin(event, config)
        elif launches:
            stands = launch(event, config)
        elif ends:
            ask(config["socket"], {"op": "JOB_END", "job": str(event.job.id)})
        else:
            try:
                publish(event, held(ask(config["socket"], {"op": "CACHE"})))
            except OSError:
                publish(event, [])  # no peer, no images
                raise
    except (OSError, ValueError, KeyError, subprocess.SubprocessError) as e:
        why = ascii(str(e))[1:-1]
        rest = "; the job goes on, the peer hears of it from the tracker" if of_job and not launches else ""
        log("peerboot: %s: %s%s" % (what, why, rest))
    if launches and not stands and is_strict(event.job, config.get("strict", False)):
        hold_back(event, why)
    event.accept()


main(pbs.event())
