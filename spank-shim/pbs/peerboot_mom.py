# SPDX-License-Identifier: Apache-2.0 OR GPL-2.0-or-later
"""
Hook of pbs_mom. execjob_begin and execjob_end tell this host's peer that a job begins or has ended here, and which image
it ordered; exechost_startup and exechost_periodic publish what the peer holds as the resource peerboot_image.

The MoM serves nobody while execjob_begin runs, and the job waits for it on every host: it takes 200 ms at most and
accepts whatever happens. A begin hook that rejects is tried 21 times within seconds, then the job is held.
"""
import json
import re
import socket
import time

import pbs

SOCKET = "/run/peerboot/peer.sock"
PATIENCE = 0.2
LINE_MAX = 1 << 20
# What is allowed here needs no escape in JSON.
JOB = re.compile(r"[A-Za-z0-9._\[\]+@:-]{1,255}", re.ASCII)
WORD = re.compile(r"[A-Za-z0-9._-]{1,255}", re.ASCII)
IMAGE = re.compile(r"(~[A-Za-z0-9._-]+/)?[a-z0-9._-]+:[A-Za-z0-9._-]+", re.ASCII)
DIGEST = re.compile(r"sha256:[0-9a-f]{64}", re.ASCII)
# PBS keeps the whole list in one string of each vnode.
PUBLISHED = 32


def site():
    """The hook's configuration, JSON: {"socket": PATH}. All of it may be absent."""
    path = pbs.hook_config_filename
    if not path:
        return {}
    with open(path, encoding="utf-8") as file:
        config = json.load(file)
    unknown = set(config) - {"socket"}
    if unknown:
        raise ValueError("%s: key %s is not known; use socket" % (path, ", ".join(sorted(unknown))))
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


def begin_request(job):
    """The user is whom PBS names, never the job's own word."""
    request = {"op": "JOB_BEGIN", "job": str(job.id)}
    order = job.Resource_List["peerboot_stage"]
    image = "" if order is None else ":".join(str(order).split(":", 2)[:2])
    user = user_of(job)
    if IMAGE.fullmatch(image) and WORD.fullmatch(user):
        request.update(images=[image], user=user)
    return request


def held(reply):
    """Digests of the images that stand whole, short enough for a resource and without its separators."""
    images = reply.get("images")
    whole = set()
    for image in images if isinstance(images, list) else []:
        digest = str(image.get("digest")) if isinstance(image, dict) else ""
        if DIGEST.fullmatch(digest) and str(image.get("state")).upper() == "COMPLETE":
            whole.add(digest.replace(":", "-")[:23])
    return sorted(whole)[:PUBLISHED]


def publish(event, names):
    for name in event.vnode_list.keys():
        event.vnode_list[name].resources_available["peerboot_image"] = ",".join(names) or "none"


def main(event):
    begin, end = event.type == pbs.EXECJOB_BEGIN, event.type == pbs.EXECJOB_END
    what = "job=%s" % event.job.id if begin or end else "images"
    try:
        path = str(site().get("socket", SOCKET))
        if (begin or end) and not JOB.fullmatch(str(event.job.id)):
            raise ValueError("it has no id that a job has")
        if begin:
            ask(path, begin_request(event.job))
        elif end:
            ask(path, {"op": "JOB_END", "job": str(event.job.id)})
        else:
            try:
                publish(event, held(ask(path, {"op": "STATUS"})))
            except OSError:
                publish(event, [])  # no peer, no images
                raise
    except (OSError, ValueError) as e:
        rest = "; the job goes on, the peer hears of it from the tracker" if begin or end else ""
        pbs.logmsg(pbs.LOG_WARNING, "peerboot: %s: %s%s" % (what, ascii(str(e))[1:-1], rest))
    event.accept()


main(pbs.event())
