"""packaging/pbs/setup with a qmgr that is played here, and a scheduler's file."""
import json
import os
import shutil
import subprocess
import tempfile
import unittest

HERE = os.path.dirname(os.path.abspath(__file__))
SETUP = os.path.join(HERE, "../setup")
RESOURCES = ["peerboot_image", "peerboot_plan", "peerboot_stage", "peerboot_strict"]
HOOKS = ["peerboot_mom", "peerboot_provision", "peerboot_server", "peerboot_task"]
SCHED_CONFIG = """# resources: "none"
round_robin: False\tall
strict_ordering: false\tALL

resources: "ncpus, mem, arch, host, vnode, aoe, eoe"
"""


class SetupTest(unittest.TestCase):
    def setUp(self):
        self.directory = self.enterContext(tempfile.TemporaryDirectory())
        for name in ("bin", "etc", "home/sched_priv"):
            os.makedirs(os.path.join(self.directory, name))
        shutil.copy(os.path.join(HERE, "qmgr"), self.path("bin"))
        self.write("pbs.conf", "PBS_EXEC=%s\nPBS_HOME=%s\n" % (self.directory, self.path("home")))
        self.write("home/sched_priv/sched_config", SCHED_CONFIG)
        site = {"enabled": ["true"], "event": ["queuejob"], "application/x-python": "# the site's\n"}
        self.begin(hook={"site": site}, resource={"switch": {"type": ["string_array"], "flag": ["h"]}})

    def path(self, name):
        return os.path.join(self.directory, name)

    def write(self, name, text):
        with open(self.path(name), "w", encoding="utf-8") as file:
            file.write(text)

    def read(self, name):
        with open(self.path(name), encoding="utf-8") as file:
            return file.read()

    def begin(self, **parts):
        self.write("bin/state.json", json.dumps(dict(dict(resource={}, hook={}, server={}, nodes=[], busy=[]), **parts)))

    def state(self):
        return json.loads(self.read("bin/state.json"))

    def sched(self):
        return self.read("home/sched_priv/sched_config")

    def run_setup(self, *options):
        environment = dict(os.environ, PBS_CONF_FILE=self.path("pbs.conf"))
        command = [SETUP, "--etc", self.path("etc")] + list(options)
        return subprocess.run(command, env=environment, timeout=60, capture_output=True, text=True, check=False)

    def good(self, *options):
        """What qmgr was told, and what was printed."""
        self.write("bin/told", "")
        done = self.run_setup(*options)
        self.assertEqual((done.stderr, done.returncode), ("", 0))
        return self.read("bin/told").splitlines(), done.stdout

    def refused(self, *options):
        done = self.run_setup(*options)
        self.assertEqual(done.returncode, 1)
        return done.stderr

    def test_makes_resources_with_the_flags_that_matter_and_hooks_that_are_enabled_last(self):
        told, _ = self.good()
        self.assertIn("create resource peerboot_stage type=string,flag=m", told)
        self.assertIn("create resource peerboot_image type=string_array,flag=h", told)
        state = self.state()
        self.assertEqual(sorted(state["resource"]), RESOURCES + ["switch"])
        self.assertEqual(sorted(state["hook"]), HOOKS + ["site"])
        for hook in HOOKS:
            of_hook = [line for line in told if " %s" % hook in line]
            self.assertEqual(of_hook[:2], ["create hook %s" % hook, "set hook %s enabled=false" % hook])
            self.assertEqual(of_hook[-1], "set hook %s enabled=true" % hook)
        self.assertEqual(state["hook"]["peerboot_server"]["event"], ["queuejob", "modifyjob", "runjob"])
        self.assertEqual(state["hook"]["peerboot_mom"]["application/x-python"], self.script("mom"))
        self.assertEqual(state["hook"]["peerboot_task"]["application/x-python"], self.script("mom"))
        self.assertEqual(state["hook"]["site"]["application/x-python"], "# the site's\n")

    def script(self, name):
        with open(os.path.join(HERE, "../../../spank-shim/pbs/peerboot_%s.py" % name), encoding="utf-8") as file:
            return file.read()

    def test_the_second_time_there_is_nothing_to_change(self):
        self.good("--plan")
        self.assertEqual(self.good("--plan"), ([], "# nothing to change\n"))

    def test_a_rehearsal_says_all_and_changes_nothing(self):
        before = self.state()
        told, said = self.good("--dry-run", "--plan")
        self.assertEqual(told, [])
        self.assertEqual((self.state(), self.sched()), (before, SCHED_CONFIG))
        told, really_said = self.good("--plan")
        self.assertEqual(said, really_said.replace("# no pbs_sched runs here; it reads the file when it starts\n", ""))
        self.assertEqual(said.count("qmgr -c "), len(told))

    def test_the_scheduler_hears_of_the_image_and_keeps_all_else(self):
        self.good()
        self.assertEqual(self.sched(), SCHED_CONFIG.replace("eoe", "eoe, peerboot_image"))

    def test_planned_starts_are_had_on_demand(self):
        self.good("--plan")
        self.assertIn("strict_ordering: true ALL\n", self.sched())
        self.assertEqual(self.state()["server"], {"backfill_depth": "10"})

    def test_a_deeper_plan_of_the_sites_stays(self):
        self.begin(server={"backfill_depth": "50"})
        self.good("--plan")
        self.assertEqual(self.state()["server"], {"backfill_depth": "50"})

    def test_what_differs_is_mended_and_nothing_else(self):
        self.good()
        state = self.state()
        state["resource"]["peerboot_stage"]["flag"] = ["h"]
        state["hook"]["peerboot_mom"]["application/x-python"] = "# of the release before\n"
        state["hook"]["peerboot_task"]["alarm"] = ["30"]
        state["hook"]["peerboot_provision"]["enabled"] = ["false"]
        self.begin(**state)
        told, _ = self.good()
        mom = os.path.normpath(os.path.join(HERE, "../../../spank-shim/pbs/peerboot_mom.py"))
        self.assertEqual(
            told,
            [
                "set resource peerboot_stage flag=m",
                'import hook peerboot_mom application/x-python default "%s"' % mom,
                "set hook peerboot_task alarm=630",
                "set hook peerboot_provision enabled=true",
            ],
        )

    def test_alarms_come_after_what_the_configuration_waits_for(self):
        self.write("etc/pbs-hook.json", '{"wait": 1200}')
        self.write("etc/pbs-provision.json", '{"reboot": ["power"], "patience": 300}')
        self.good()
        hooks = self.state()["hook"]
        self.assertEqual(hooks["peerboot_task"]["alarm"], ["1230"])
        self.assertEqual(hooks["peerboot_provision"]["alarm"], ["360"])
        self.assertEqual(hooks["peerboot_mom"]["application/x-config"], '{"wait": 1200}')
        self.assertNotIn("application/x-config", hooks["peerboot_server"])

    def test_a_configuration_that_is_gone_counts_no_longer(self):
        self.write("etc/pbs-gate.json", '{"offline": 9}')
        self.good()
        os.unlink(self.path("etc/pbs-gate.json"))
        self.good()
        self.assertEqual(self.state()["hook"]["peerboot_server"]["application/x-config"], "{}")
        self.assertEqual(self.good()[0], [])

    def test_a_configuration_that_is_none_is_said_before_anything_changes(self):
        for text in ("{", "[]", '{"wait": "long"}'):
            with self.subTest(text=text):
                before = self.state()
                self.write("etc/pbs-hook.json", text)
                self.assertRegex(self.refused(), "^peerboot-pbs-setup: .*/etc/pbs-hook.json: ")
                self.assertEqual(self.state(), before)

    def test_without_the_gate_jobs_start_at_once(self):
        self.good("--no-gate")
        self.assertEqual(self.state()["hook"]["peerboot_server"]["event"], ["queuejob", "modifyjob"])

    def test_a_resource_of_another_kind_is_refused_with_the_remedy(self):
        self.begin(resource={"peerboot_image": {"type": ["string"], "flag": ["h"]}})
        self.assertIn("resource peerboot_image: is of type string, wanted is string_array; delete it", self.refused())

    def test_takes_away_what_it_made_and_leaves_what_is_the_sites(self):
        before = self.state()
        self.good()
        published = "set node n1 resources_available.peerboot_image = os@1"
        site = "set node n1 resources_available.switch = leaf1"
        self.begin(**dict(self.state(), nodes=[published, site]))
        self.good("--remove")
        self.assertEqual(self.state(), dict(before, nodes=[site]))
        self.assertEqual(self.sched(), SCHED_CONFIG)
        self.assertEqual(self.good("--remove")[0], [])

    def test_a_resource_that_a_job_names_is_said(self):
        self.good()
        self.begin(**dict(self.state(), busy=["peerboot_stage"]))
        words = self.refused("--remove")
        self.assertIn("delete resource peerboot_stage", words)
        self.assertIn("a job or queue that names it must go first: qstat -f", words)

    def test_says_what_to_do_on_another_host(self):
        os.unlink(self.path("home/sched_priv/sched_config"))
        self.assertIn("on the scheduler's host put peerboot_image into its line resources:", self.good()[1])
        os.unlink(self.path("bin/qmgr"))
        self.assertIn("qmgr: No such file or directory; see PBS_EXEC in pbs.conf", self.refused())
        os.unlink(self.path("pbs.conf"))
        self.assertIn("run this on the host of pbs_server, or name the file: PBS_CONF_FILE", self.refused())


if __name__ == "__main__":
    unittest.main()
