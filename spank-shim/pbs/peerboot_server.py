# SPDX-License-Identifier: Apache-2.0 OR GPL-2.0-or-later
"""
Hook of pbs_server for queuejob and modifyjob: refuses an order of an image that is wrong while its user is there to
read why. Runs within pbs_server, which serves nobody meanwhile: it looks at one string and does nothing else.

The order is the resource peerboot_stage, IMAGE[:DEST]: NAME:TAG or ~USER/NAME:TAG, and an absolute path.
"""
import re

import pbs

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


def main(event):
    order = event.job.Resource_List["peerboot_stage"]
    if order is not None:
        why = order_refusal(str(order))
        if why:
            event.reject(
                "peerboot: peerboot_stage=%s: %s; write it as -l peerboot_stage=data:v3 or data:v3:/scratch/data"
                % (ascii(str(order)[:200]), why)
            )
    event.accept()


main(pbs.event())
