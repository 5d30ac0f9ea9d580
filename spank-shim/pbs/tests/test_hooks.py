# SPDX-License-Identifier: Apache-2.0 OR GPL-2.0-or-later
"""The hooks, each run as PBS runs it: as a whole script, with a module pbs that is played here, and a peer."""
import io
import json
import os
import pwd
import runpy
import socket
import sys
import tempfile
import threading
import time
import types
import unittest
from unittest import mock

HOOKS = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..")
CASES = os.path.join(HOOKS, "../../peer-client/src/test/resources/image-names.tsv")


class Ended(BaseException):
    """accept() and reject() end a hook."""


class Resources(dict):
    """PBS has every resource that was created; one without a value is None."""

    def __missing__(self, key):
        return None


class Vnode(types.SimpleNamespace):
    def __init__(self, name, image=None, comment=None, state=0):
        super().__init__(name=name, resources_available=Resources(), comment=comment, state=state)
        if image:
            self.resources_available["peerboot_image"] = image


class Server:
    def __init__(self, *vnodes):
        self.all = {vnode.name: vnode for vnode in vnodes}

    def vnode(self, name):
        return self.all[name]

    def vnodes(self):
        return iter(self.all.values())


class Event:
    def __init__(self, type=0, stage=None, job="12.pbs", **attributes):
        self.type = type
        self.verdict = None
        self.env = {}
        self.hook_name = "peerboot"
        self.vnode, self.aoe = attributes.pop("vnode", None), attributes.pop("aoe", None)
        self.vnode_list = {name: Vnode(name) for name in ("n1", "n1[0]", "n2")}
        self.job = types.SimpleNamespace(id=job, Resource_List=Resources(), rerun=self.rerun, **attributes)
        if stage is not None:
            self.job.Resource_List["peerboot_stage"] = stage

    def rerun(self):
        self.was_rerun = True

    def accept(self, code=None):
        self.verdict = "accepted" if code is None else code
        raise Ended

    def reject(self, words, code=None):
        self.verdict = words
        self.code = code
        raise Ended


class Peer(threading.Thread):
    """Answers each caller's line with another, or with nothing; the first caller's is kept."""

    def __init__(self, directory, answer):
        super().__init__(daemon=True)
        self.path = os.path.join(directory, "peer.sock")
        self.answer = answer
        self.asked = None
        self.heard = threading.Event()
        self.server = socket.socket(socket.AF_UNIX)
        self.server.bind(self.path)
        self.server.listen(1)
        self.start()

    def run(self):
        with self.server:
            for _ in range(2):
                with self.server.accept()[0] as caller:
                    line = json.loads(caller.makefile().readline())
                    self.asked = self.asked or line
                    if self.answer is not None:
                        caller.sendall(self.answer)
                    caller.recv(1)  # until the hook goes
                    self.heard.set()


BEGIN, END, STARTUP, LAUNCH, QUEUEJOB, RUNJOB, EPILOGUE = 1, 2, 3, 4, 5, 6, 7
ND_OFFLINE = 1
ME = pwd.getpwuid(os.getuid()).pw_name


class HookTest(unittest.TestCase):
    def setUp(self):
        self.directory = self.enterContext(tempfile.TemporaryDirectory())
        self.logged = []
        self.broken_log = None
        self.server = None

    def run_hook(self, name, event, config=None):
        pbs = types.ModuleType("pbs")
        pbs.event = lambda: event
        pbs.EXECJOB_BEGIN, pbs.EXECJOB_END, pbs.EXECJOB_LAUNCH, pbs.EXECHOST_STARTUP = BEGIN, END, LAUNCH, STARTUP
        pbs.EXECJOB_EPILOGUE, pbs.RUNJOB, pbs.ND_OFFLINE, pbs.LOG_WARNING = EPILOGUE, RUNJOB, ND_OFFLINE, 4
        pbs.logmsg = self.broken_log or (lambda level, words: self.logged.append(words))
        pbs.server = lambda: self.server
        pbs.get_local_nodename = lambda: "n1"
        pbs.hook_config_filename = None
        pbs.pbs_conf = {"PBS_HOME": self.directory}
        if config is not None:
            os.makedirs(self.directory + "/server_priv/hooks", exist_ok=True)
            pbs.hook_config_filename = self.directory + "/server_priv/hooks/peerboot.CF"
            with open(pbs.hook_config_filename, "w", encoding="utf-8") as file:
                json.dump(config, file)
        sys.modules["pbs"] = pbs
        try:
            runpy.run_path(os.path.join(HOOKS, name))
        except Ended:
            pass
        finally:
            del sys.modules["pbs"]
        return event

    def ordered(self, stage):
        return self.run_hook("peerboot_server.py", Event(QUEUEJOB, stage)).verdict

    def told(self, event, answer, **config):
        peer = Peer(self.directory, answer)
        self.assertEqual(self.run_hook("peerboot_mom.py", event, dict(config, socket=peer.path)).verdict, "accepted")
        peer.heard.wait(10)
        return peer.asked


class ServerHookTest(HookTest):
    def test_lets_a_job_without_an_order_pass(self):
        self.assertEqual(self.ordered(None), "accepted")

    def test_takes_the_names_that_java_and_c_take(self):
        with open(CASES, encoding="utf-8", newline="\n") as cases:
            lines = [line.rstrip("\n").split("\t") for line in cases if not line.startswith("#")]
        self.assertGreater(len(lines), 20)
        for text, verdict, why in (line for line in lines if line[0].count(":") < 2):
            with self.subTest(text=text, why=why):
                self.assertEqual(self.ordered(text) == "accepted", verdict == "valid")

    def test_takes_an_absolute_dest(self):
        self.assertEqual(self.ordered("data:v3:/scratch/a:b"), "accepted")

    def test_refuses_with_thing_reason_and_remedy(self):
        for order, why in (
            ("data:v3:here", "DEST is no absolute path"),
            ("data:v3:/a/../etc", "DEST has a part .."),
            ("data:v3:/a\nb", "cannot be printed"),
            ("data", "there is no colon"),
            ("007:1", "the name is none"),
        ):
            with self.subTest(order=order):
                verdict = self.ordered(order)
                self.assertIn(why, verdict)
                self.assertIn("write it as -l peerboot_stage=", verdict)
                self.assertNotIn("\n", verdict)


class GateTest(HookTest):
    def setUp(self):
        super().setUp()
        self.enterContext(mock.patch("time.time", lambda: 1000.0))
        self.server = Server(Vnode("n1", "data@v3,os@1"), Vnode("n2[0]", "none"), Vnode("n3"))

    def start(self, *vnodes, stage="data:v3:/scratch", plan=None, config=None):
        chunks = "+".join("(%s:ncpus=2:mem=1kb)" % vnode for vnode in vnodes)
        event = Event(RUNJOB, stage, exec_vnode=chunks)
        if plan:
            event.job.Resource_List["peerboot_plan"] = plan
        return self.run_hook("peerboot_server.py", event, config)

    def test_a_job_starts_where_its_image_stands(self):
        event = self.start("n1", "n1")
        self.assertEqual(event.verdict, "accepted")
        self.assertNotIn("peerboot_plan", event.job.Resource_List)

    def test_a_job_without_an_order_starts(self):
        self.assertEqual(self.start("n2[0]", stage=None).verdict, "accepted")

    def test_a_job_waits_for_its_hosts_and_says_for_which(self):
        event = self.start("n1", "n2[0]", "n3")
        words = "peerboot: image data:v3 is on its way to n2[0], n3 (1 of 3 hosts have it)"
        self.assertEqual(event.verdict, words)
        self.assertEqual(event.job.Resource_List["peerboot_plan"], "1000@n1+n2[0]+n3")
        self.assertEqual(event.job.Execution_Time, 1010)

    def test_the_wait_counts_from_its_begin_while_the_hosts_are_the_same(self):
        event = self.start("n2[0]", plan="500@n2[0]")
        self.assertEqual(event.job.Resource_List["peerboot_plan"], "500@n2[0]")
        event = self.start("n3", plan="500@n2[0]")
        self.assertEqual(event.job.Resource_List["peerboot_plan"], "1000@n3")

    def test_a_job_that_has_waited_long_enough_starts(self):
        event = self.start("n2[0]", plan="970@n2[0]", config={"patience": 30})
        self.assertEqual(event.verdict, "accepted")
        self.assertEqual(event.job.Resource_List["peerboot_plan"], "late@n2[0]")
        event = self.start("n2[0]", plan="late@n2[0]", config={"patience": 30})
        self.assertEqual(event.job.Resource_List["peerboot_plan"], "1000@n2[0]")

    def test_a_slip_in_the_configuration_keeps_no_job_from_its_start(self):
        self.assertEqual(self.start("n1", config={"patients": 3}).verdict, "accepted")
        self.assertIn("patients is no number that is known here", self.logged[0])

    def test_a_job_goes_on_waiting_where_many_hosts_would_be_offline(self):
        event = self.start("n2[0]", "n3", plan="970@n2[0]+n3", config={"patience": 30, "offline": 1})
        self.assertIn("(0 of 2 hosts have it) for 30 s; see 'peerboot images', and tell", event.verdict)
        for name in ("n7", "n8"):
            self.server.all[name] = Vnode(name, None, "peerboot: image x did not come here", ND_OFFLINE)
        event = self.start("n2[0]", plan="970@n2[0]", config={"patience": 30})
        self.assertIn("for 30 s", event.verdict)
        self.server.all["n8"].state = 0  # put back, its comment left
        self.assertEqual(self.start("n2[0]", plan="970@n2[0]", config={"patience": 30}).verdict, "accepted")


class MomHookTest(HookTest):
    def test_tells_the_peer_that_a_job_begins_with_its_image_and_its_user(self):
        asked = self.told(Event(BEGIN, "data:v3", "14[2].pbs", euser="ann"), b'{"done":true}\n', wait=90)
        expected = {"protocol": 1, "op": "JOB_BEGIN", "job": "14[2].pbs", "images": ["data:v3"], "user": "ann"}
        self.assertEqual(asked, dict(expected, waitSeconds=90))
        self.assertEqual(self.logged, [])

    def test_names_the_owner_where_there_is_no_other_user(self):
        asked = self.told(Event(BEGIN, "data:v3", Job_Owner="bob@login1"), b'{"done":true}\n')
        self.assertEqual(asked["user"], "bob")

    def test_leaves_out_an_order_that_was_never_checked(self):
        asked = self.told(Event(BEGIN, '"],"op":"', euser="ann"), b'{"done":true}\n')
        self.assertEqual(asked, {"protocol": 1, "op": "JOB_BEGIN", "job": "12.pbs", "user": "ann"})

    def test_tells_the_peer_that_a_job_has_ended(self):
        for event in (EPILOGUE, END):
            self.assertEqual(self.told(Event(event), b'{"done":true}\n')["op"], "JOB_END")
            os.unlink(os.path.join(self.directory, "peer.sock"))

    def test_lets_the_job_begin_whatever_the_peer_does(self):
        for answer, words in (
            (None, "within|timed out"),
            (b"no json\n", "Expecting value"),
            (b'"text"\n', "what answers there is no peer"),
            (b'{"error":"job 12: is not yours; ask"}\n', "is not yours"),
        ):
            with self.subTest(answer=answer):
                self.told(Event(BEGIN), answer)
                self.assertRegex(self.logged.pop(), words)
                os.unlink(os.path.join(self.directory, "peer.sock"))

    def test_lets_the_job_begin_without_a_peer(self):
        event = self.run_hook("peerboot_mom.py", Event(BEGIN), {"socket": self.directory + "/none"})
        self.assertEqual(event.verdict, "accepted")
        self.assertRegex(self.logged[0], "^peerboot: job=12.pbs: .*No such file.*the job goes on")

    def late(self, cache):
        """A job that the gate let through, on a host whose cache is that, or whose peer is silent."""
        event = Event(BEGIN, "data:v3", euser="ann")
        event.job.Resource_List["peerboot_plan"] = "late@n1+n2"
        path = self.directory + "/none"
        if cache is not None:
            path = Peer(self.directory, (json.dumps({"cache": cache}) + "\n").encode()).path
        return self.run_hook("peerboot_mom.py", event, {"socket": path})

    def test_a_host_that_failed_its_image_goes_offline_and_gives_the_job_back(self):
        for cache in (None, [dict(name="data:v3", bytes=9, held=8)]):
            with self.subTest(cache=cache):
                event = self.late(cache)
                self.assertIn("peerboot: image data:v3 did not come here", event.verdict)
                self.assertTrue(event.was_rerun)
                offline = {name for name, vnode in event.vnode_list.items() if vnode.state == ND_OFFLINE}
                self.assertEqual(offline, {"n1", "n1[0]"})

    def test_a_host_where_the_image_stands_or_was_never_to_come_begins_the_job(self):
        for cache in ([dict(name="data:v3", bytes=9, held=9)], [], [dict(name="os:1", bytes=9, held=8)]):
            with self.subTest(cache=cache):
                self.assertEqual(self.late(cache).verdict, "accepted")
                os.unlink(os.path.join(self.directory, "peer.sock"))

    def test_refuses_no_job_over_a_slip_in_its_own_configuration(self):
        event = self.run_hook("peerboot_mom.py", Event(BEGIN), {"sockett": "x"})
        self.assertEqual(event.verdict, "accepted")
        self.assertIn("key sockett is not known; use program, socket, strict, wait", self.logged[0])

    def test_publishes_what_stands_whole(self):
        cache = [dict(name="os:1", bytes=9, held=9), dict(name="data:v3", bytes=9, held=8), 7, dict(name="a,b", bytes=0)]
        event = Event(STARTUP)
        self.told(event, (json.dumps({"cache": cache}) + "\n").encode())
        self.assertEqual(event.vnode_list["n1"].resources_available, {"peerboot_image": "os@1"})

    def test_publishes_those_used_last_where_there_are_many(self):
        cache = [dict(name="os:%d" % n, bytes=9, held=9, used=n) for n in range(40)]
        event = Event(STARTUP)
        self.told(event, (json.dumps({"cache": cache}) + "\n").encode())
        names = event.vnode_list["n1"].resources_available["peerboot_image"].split(",")
        self.assertEqual(len(names), 32)
        self.assertNotIn("os@7", names)
        self.assertIn("os@8", names)

    def test_says_what_is_wrong_where_pbs_cannot_log(self):
        def broken(level, words):
            raise SystemError("PY_SSIZE_T_CLEAN macro must be defined for '#' formats")

        with mock.patch("syslog.syslog") as said:
            self.broken_log = broken
            event = self.run_hook("peerboot_mom.py", Event(BEGIN), {"socket": self.directory + "/none"})
        self.assertEqual(event.verdict, "accepted")
        self.assertIn("No such file", said.call_args[0][1])

    def test_publishes_nothing_where_there_is_no_peer(self):
        event = Event(STARTUP)
        self.run_hook("peerboot_mom.py", event, {"socket": self.directory + "/none"})
        self.assertEqual(event.vnode_list["n1"].resources_available, {"peerboot_image": "none"})


class StagingTest(HookTest):
    """The program that waits and links is a script here; it runs as the job's user, which only root may change to."""

    def setUp(self):
        super().setUp()
        if os.geteuid() != 0:
            self.enterContext(mock.patch("os.setgroups"))

    def program(self, body):
        path = os.path.join(self.directory, "program")
        with open(path, "w", encoding="utf-8") as file:
            file.write("#!/bin/sh\n" + body + "\n")
        os.chmod(path, 0o755)
        os.chmod(self.directory, 0o777)
        return path

    def launch(self, body, stage="data:v3:/scratch/d", user=ME, job_strict=None, **config):
        event = Event(LAUNCH, stage, euser=user)
        event.job.Resource_List["peerboot_strict"] = job_strict
        event.progname, event.argv = "/bin/bash", ["-bash"]
        config = dict({"program": self.program(body), "socket": "/peer.sock"}, **config)
        with mock.patch("sys.stderr", io.StringIO()) as self.stderr:
            self.assertEqual(self.run_hook("peerboot_mom.py", event, config).verdict, "accepted")
        return event

    def launched(self, body, **order):
        return self.launch(body, **order).env

    def runs(self, event):
        """What takes the task's place, if anything does."""
        return [event.progname] + event.argv

    def test_a_task_finds_where_its_image_stands(self):
        env = self.launched('echo "$*" >%s/args; echo /scratch/d' % self.directory)
        complete = {"PEERBOOT_STATUS": "complete", "PEERBOOT_IMAGE": "data:v3", "PEERBOOT_DIR": "/scratch/d"}
        self.assertEqual(env, complete)
        with open(self.directory + "/args", encoding="utf-8") as args:
            self.assertEqual(args.read(), "stage data:v3 /scratch/d --wait 600 --socket /peer.sock\n")

    def test_a_task_finds_that_its_image_does_not_stand(self):
        env = self.launched("echo /half; exit 1", stage="data:v3")
        self.assertEqual(env, {"PEERBOOT_STATUS": "incomplete", "PEERBOOT_IMAGE": "data:v3"})

    def test_a_strict_jobs_task_begins_with_its_whole_image(self):
        event = self.launch("echo /scratch/d", job_strict=True)
        self.assertEqual(self.runs(event), ["/bin/bash", "-bash"])
        self.assertEqual(self.stderr.getvalue(), "")

    def test_a_strict_jobs_task_does_not_begin_without(self):
        event = self.launch("exit 1", job_strict=True)
        self.assertEqual(self.runs(event), ["/bin/false", "false"])
        words = "peerboot: image data:v3 on node n1: strict: the task does not start; without peerboot_strict it would run"
        self.assertIn(words, self.stderr.getvalue())

    def test_nothing_that_fails_lets_a_strict_jobs_task_begin(self):
        for config, stage, why in (
            ({"program": "/none"}, "data:v3", "No such file"),
            ({"wait": "long"}, "data:v3", "wait is no number"),
            ({}, "data\n", "image data\\n on node n1"),
        ):
            with self.subTest(config=config):
                event = self.launch("echo /scratch/d", stage=stage, job_strict=True, **config)
                self.assertEqual(self.runs(event), ["/bin/false", "false"])
                self.assertIn(why, self.stderr.getvalue())
                self.assertEqual(self.stderr.getvalue().count("\n"), 1)

    def test_a_site_may_be_strict_and_a_job_say_no(self):
        for site, job, runs in ((True, None, False), (True, False, True), (False, None, True), (False, True, False)):
            with self.subTest(site=site, job=job):
                event = self.launch("exit 1", job_strict=job, strict=site)
                self.assertEqual(self.runs(event)[0] == "/bin/bash", runs)

    def test_a_strict_site_leaves_tasks_without_an_order_alone(self):
        event = self.launch("exit 1", stage=None, strict=True)
        self.assertEqual(self.runs(event), ["/bin/bash", "-bash"])

    def test_a_task_without_an_order_is_left_alone(self):
        self.assertEqual(self.launched("echo no", stage=None), {})

    def test_a_task_begins_without_the_program_too(self):
        event = Event(LAUNCH, "data:v3", euser=ME)
        self.run_hook("peerboot_mom.py", event, {"program": self.directory + "/none"})
        self.assertEqual(event.verdict, "accepted")
        self.assertIn("No such file", self.logged[0])

    @unittest.skipUnless(os.geteuid() == 0, "only root becomes another user")
    def test_the_program_runs_as_the_user(self):
        env = self.launched("id -un", user="nobody")
        self.assertEqual(env["PEERBOOT_DIR"], "nobody")

    def test_an_image_that_stands_when_the_job_begins_is_linked_then(self):
        program = self.program('echo "$*" >%s/args' % self.directory)
        self.told(Event(BEGIN, "data:v3:/scratch/d", euser=ME), b'{"done":true}\n', program=program)
        with open(self.directory + "/args", encoding="utf-8") as args:
            self.assertIn("stage data:v3 /scratch/d --wait 0 ", args.read())

    def test_a_job_begins_while_its_place_hangs(self):
        program = self.program("exec sleep 20")
        self.told(Event(BEGIN, "data:v3:/scratch/d", euser=ME), b'{"done":true}\n', program=program)

    def test_a_wait_that_is_none_is_said(self):
        event = self.run_hook("peerboot_mom.py", Event(LAUNCH, "data:v3", euser=ME), {"wait": "long"})
        self.assertEqual(event.verdict, "accepted")
        self.assertIn("wait is no number of seconds", self.logged[0])


class ProvisionTest(HookTest):
    """The command peerboot is a script that tells one state of the node after the other; the last stays."""

    DIGEST = "sha256:" + "a" * 64

    def setUp(self):
        super().setUp()
        self.ticks = 0.0
        self.nap = time.sleep
        self.enterContext(mock.patch("time.sleep", self.sleep))
        self.enterContext(mock.patch("time.monotonic", lambda: self.ticks))

    def sleep(self, seconds):
        """Those of subprocess, which waits for a child, are short."""
        if seconds < 1:
            self.nap(seconds)
        else:
            self.ticks += seconds

    def script(self, name, body):
        path = os.path.join(self.directory, name)
        with open(path, "w", encoding="utf-8") as file:
            file.write("#!/bin/sh\ncd %s\n%s\n" % (self.directory, body))
        os.chmod(path, 0o755)
        return path

    def file(self, name):
        with open(os.path.join(self.directory, name), encoding="utf-8") as file:
            return file.read()

    def provision(self, states, aoe="os@2", vnode="n1[0]", reboot="echo $1 >>rebooted", **config):
        for number, state in enumerate(states):
            nodes = [dict(state, node="n1"), {"node": "n2", "peer": "up", "booted": self.DIGEST}]
            with open("%s/state.%d" % (self.directory, number), "w", encoding="utf-8") as file:
                json.dump({"nodes": nodes}, file)
        last = len(states) - 1
        peerboot = self.script(
            "peerboot",
            'echo "$*" >>asked; case $1 in assign) echo \'{"digest":"%s"}\'; exit;; esac\n' % self.DIGEST
            + "at=$(cat at 2>/dev/null || echo 0); cat state.$at; [ $at -ge %d ] || echo $((at + 1)) >at" % last,
        )
        config = dict({"peerboot": peerboot, "reboot": [self.script("reboot", reboot)], "patience": 60}, **config)
        event = Event(vnode=vnode, aoe=aoe)
        return self.run_hook("peerboot_provision.py", event, config)

    def state(self, booted=None, peer="up", whole=True, **more):
        images = [{"digest": self.DIGEST, "state": "COMPLETE" if whole else "FETCHING"}]
        return dict(more, peer=peer, booted=booted, images=images)

    def test_accepts_once_the_nodes_own_peer_says_what_it_booted(self):
        other = "sha256:" + "b" * 64
        states = [self.state(other, whole=False)] * 2 + [self.state(other)] * 2
        event = self.provision(states + [self.state(other, peer="down"), self.state(self.DIGEST)])
        self.assertEqual(event.verdict, 0)
        self.assertEqual(self.file("rebooted"), "n1\n")
        self.assertIn("assign os:2 n1 --json\n", self.file("asked"))

    def test_reboots_nothing_where_the_image_runs_already(self):
        self.assertEqual(self.provision([self.state(self.DIGEST)]).verdict, 1)
        self.assertFalse(os.path.exists(self.directory + "/rebooted"))

    def test_takes_nobodys_word_for_it_but_the_peers(self):
        """The MoM is back, and the node runs what it ran before."""
        event = self.provision([self.state()], reboot="exit 0")
        words = "n1, aoe os@2: it did not boot the image within 60 s; its peer says it runs no image of ours"
        self.assertIn(words, event.verdict)
        self.assertEqual(event.code, 211)

    def test_reboots_no_node_where_the_image_does_not_stand(self):
        event = self.provision([self.state(whole=False, bootNote="disk full")])
        self.assertIn("the image does not stand there within 60 s; disk full", event.verdict)
        self.assertFalse(os.path.exists(self.directory + "/rebooted"))

    def test_a_tracker_that_is_away_is_asked_until_the_patience_is_over(self):
        away = self.script("away", "echo tracker: is away >&2; exit 4")
        event = self.provision([self.state()], peerboot=away)
        self.assertIn("it was not assigned within 60 s; %s: tracker: is away" % away, event.verdict)

    def test_says_which_command_failed(self):
        event = self.provision([self.state()], reboot="echo no power >&2; exit 3")
        self.assertRegex(event.verdict, "/reboot: no power$")

    def test_needs_a_command_that_reboots(self):
        event = self.run_hook("peerboot_provision.py", Event(vnode="n1", aoe="os@2"))
        self.assertIn("give it one with reboot", event.verdict)

    def test_a_key_that_is_none_is_said(self):
        event = self.run_hook("peerboot_provision.py", Event(vnode="n1", aoe="os@2"), {"reboot": "ipmitool"})
        self.assertIn("reboot is not known, or of another kind", event.verdict)

    def test_refuses_what_is_no_image_or_no_node(self):
        for aoe, vnode in (("os", "n1"), ("os@2;x", "n1"), ("os@2", "-n1")):
            with self.subTest(aoe=aoe, vnode=vnode):
                event = self.provision([self.state()], aoe=aoe, vnode=vnode)
                self.assertIn("this is no node and no image", event.verdict)


if __name__ == "__main__":
    unittest.main()
