# SPDX-License-Identifier: Apache-2.0 OR GPL-2.0-or-later
"""
Hook of pbs_server. queuejob and modifyjob refuse an order of an image that is wrong while its user is there to read why.
runjob lets a job start only where its image stands: until each of its hosts publishes that, the job waits, the tracker
reads from its resource peerboot_plan for which hosts, and their peers fetch the image meanwhile.

Runs within pbs_server, which serves nobody meanwhile: it looks at what pbs_server has in memory and does nothing else.

The order is the resource peerboot_stage, IMAGE[:DEST]: NAME:TAG or ~USER/NAME:TAG, and an absolute path.
"""
import json
import re
import time

import pbs

# So often a job that waits is looked at again.
AGAIN = 10
# {"patience": SECONDS, "offline": HOSTS}: see gate().
PATIENCE = 600
OFFLINE_MOST = 2
SHOWN = 5
# SINCE@n1+n2; late@n1+n2 of a job that was let through without its image.
PLAN = re.compile(r"(\d{1,15})@(.*)", re.ASCII | re.DOTALL)
LATE = "late"
NAME = re.compile(r"[a-z0-9][a-z0-9._-]{0,62}", re.ASCII)
TAG = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,62}", re.ASCII)
USER = re.compile(r"[A-Za-z0-9_][A-Za-z0-9._-]{0,31}", re.ASCII)
DEST_MAX = 1024


def name_refusal(image):
    """Why IMAGE is no image's name; None if it is one."""
    if image.startswith("~"):
        user, slash, image = image[1:].partition("/")
        if not slash or not USER.fullmatch(user):
            return "~USER is not followed by /NAME:TAG"
    name, colon, tag = image.partition(":")
    if not colon:
        return "there is no colon between name and tag"
    if not NAME.fullmatch(name) or not re.search("[a-z]", name):
        return "the name is none: small letters, digits, dot, hyphen and underscore, and one letter at least"
    if not TAG.fullmatch(tag):
        return "the tag is none: letters, digits, dot, hyphen and underscore"
    if name == "true" or name == "false" or tag.lower() in ("true", "false"):
        return "a part is true or false"
    return None


def order_refusal(order):
    """Why ORDER is none; None if it is one."""
    parts = order.split(":", 2)
    why = name_refusal(":".join(parts[:2]))
    if why is None and len(parts) == 3:
        dest = parts[2]
        if not dest.startswith("/") or len(dest) > DEST_MAX:
            why = "DEST is no absolute path of %d characters at most" % DEST_MAX
        elif ".." in dest.split("/") or not dest.isprintable():
            why = "DEST has a part .. or a character that cannot be printed"
    return why


def site():
    """The hook's configuration, JSON. All of it may be absent."""
    config = {"patience": PATIENCE, "offline": OFFLINE_MOST}
    if pbs.hook_config_filename:
        with open(pbs.hook_config_filename, encoding="utf-8") as file:
            given = json.load(file)
        for key, value in given.items():
            if key not in config or type(value) is not int or not 0 <= value <= 100000:
                raise ValueError("%s: %s is no number that is known here; use offline, patience" % (file.name, key))
        config.update(given)
    return config


def site_or_usual():
    """A slip in the configuration keeps no job from its start."""
    try:
        return site()
    except (OSError, ValueError) as e:
        try:
            pbs.logmsg(pbs.LOG_WARNING, "peerboot: %s; the usual counts" % e)
        except SystemError:
            pass  # an OpenPBS that was built with Python 3.10 or later may be unable to
        return {"patience": PATIENCE, "offline": OFFLINE_MOST}


def vnodes_of(exec_vnode):
    """n1[0] and n2 of (n1[0]:ncpus=2)+(n2:ncpus=1), each once."""
    names = [chunk.split(":", 1)[0] for chunk in re.sub("[()]", "", str(exec_vnode)).split("+")]
    return list(dict.fromkeys(names))


def holds(server, vnode, image):
    published = server.vnode(vnode).resources_available["peerboot_image"]
    return published is not None and image.replace(":", "@") in str(published).split(",")


def taken_offline(server):
    """Vnodes that the hook of the MoMs took offline, and nobody has put back."""
    return sum(
        1
        for vnode in server.vnodes()
        if str(vnode.comment or "").startswith("peerboot:") and int(vnode.state or 0) & pbs.ND_OFFLINE
    )


def since(job, vnodes, now):
    """When the job began to wait for these vnodes: with others, or once it was let through, it begins anew."""
    plan = PLAN.fullmatch(str(job.Resource_List["peerboot_plan"] or ""))
    return int(plan.group(1)) if plan and plan.group(2) == vnodes else now


def gate(event, image, config):
    """
    Why the job shall not start; None if it may. Once the patience is over it may as well: then the hook of the MoMs finds
    on which hosts that is the host's fault, takes those offline and gives the job back. Not where so many would be offline
    then that the fault is hardly theirs.
    """
    job, server, now = event.job, pbs.server(), int(time.time())
    vnodes = vnodes_of(job.exec_vnode)
    lacking = [vnode for vnode in vnodes if not holds(server, vnode, image)]
    if not lacking:
        return None
    plan = "+".join(vnodes)
    begun = since(job, plan, now)
    late = now - begun >= config["patience"]
    passes = late and taken_offline(server) + len(lacking) <= config["offline"]
    job.Resource_List["peerboot_plan"] = "%s@%s" % (LATE if passes else begun, plan)
    if passes:
        return None
    job.Execution_Time = now + AGAIN
    more = " and %d more" % (len(lacking) - SHOWN) if len(lacking) > SHOWN else ""
    return "peerboot: image %s is on its way to %s%s (%d of %d hosts have it)%s" % (
        image,
        ", ".join(lacking[:SHOWN]),
        more,
        len(vnodes) - len(lacking),
        len(vnodes),
        " for %d s; see 'peerboot images', and tell an administrator" % config["patience"] if late else "",
    )


def checked(order):
    why = order_refusal(order)
    if why:
        return "peerboot: peerboot_stage=%s: %s; write it as -l peerboot_stage=data:v3 or data:v3:/scratch/data" % (
            ascii(order[:200]),
            why,
        )
    return None


def main(event):
    order = event.job.Resource_List["peerboot_stage"]
    if order is not None:
        order = str(order)
        if event.type == pbs.RUNJOB:
            why = gate(event, ":".join(order.split(":", 2)[:2]), site_or_usual())
        else:
            why = checked(order)
        if why:
            event.reject(why)
    event.accept()


main(pbs.event())
