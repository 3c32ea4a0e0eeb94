// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.kernel.vrrp;

import static io.github.jlvs.kernel.vrrp.Directors.SOON;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.jlvs.kernel.KernelTest;
import io.github.jlvs.kernel.WithoutIpvs;
import io.github.jlvs.lab.Await;
import io.github.jlvs.lab.Capture;
import io.github.jlvs.lab.Host;
import io.github.jlvs.lab.Network;
import io.github.jlvs.lab.RunningProcess;
import io.github.jlvs.lab.VrrpAdvert;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * Scripts that are tracked and scripts that are notified: keepalived and jkeepalived run the same
 * file beside each other, and what is called with which arguments, what comes out of a FIFO, which
 * priorities go out and what the logs say of it is the same.
 */
@KernelTest
@WithoutIpvs
class ScriptsTest {
  private static final String NOTIFIED = "/run/notified";

  /** keepalived forgets at a reload what it knew; ours does not. */
  private static final String ON_RELOAD = "considered successful on reload";

  /** Where it is, what its streams and other open files are, which signals it does not get. */
  private static final String AROUND =
      """
      #!/bin/sh
      around=$(pwd; readlink /proc/$$/fd/0 /proc/$$/fd/1 /proc/$$/fd/2
        ls -l /proc/$$/fd | grep -c /run/fifo; grep -E 'Sig(Blk|Ign)' /proc/$$/status)
      umask >/run/mask
      echo "$around" >/run/around.new
      mv /run/around.new /run/around
      """;

  private int compared;

  /** One director with the file, and what is seen of it. */
  private static final class Director {
    private final Host host;
    private final RunningProcess process;
    private final RunningProcess reader;
    private final int vrids;
    private final String file;
    private int seen;
    private int seenInFifo;

    Director(Host host, Daemon daemon, int vrids) {
      this.host = host;
      this.vrids = vrids;
      host.write("/run/notify.sh", "#!/bin/sh\necho \"$*\" >> " + NOTIFIED + "\n");
      host.write("/run/check.sh", "#!/bin/sh\n[ -e /run/\"$1\" ] && exit 3\nexit 0\n");
      host.write("/run/around.sh", AROUND);
      host.sh("chmod 755 /run/*.sh; touch " + NOTIFIED);
      this.file = file(vrids);
      this.process = daemon.start(host, file);
      Await.until("the FIFO", SOON, () -> host.sh("ls /run").contains("fifo"));
      // keepalived ends it at a reload.
      this.reader = host.start("sh", "-c", "while :; do cat /run/fifo 2>&- || sleep 0.1; done");
    }

    private static String file(int vrids) {
      return """
          global_defs {
            script_user root
            notify_fifo /run/fifo
            notify_fifo_script "/run/notify.sh handler 'of two words'"
            vrrp_notify_priority_changes
            vrrp_garp_master_repeat 1
          }
          vrrp_script hard {
            script "/run/check.sh hard"
            interval 1
            timeout 20
          }
          vrrp_script weak {
            script "/run/check.sh weak 'two words' \\"and more\\""
            interval 1
            timeout 20
            rise 2
            fall 2
            weight -20
          }
          vrrp_script killed {
            script "/bin/sh -c 'if [ -e /run/kill ]; then kill -9 $$; fi'"
            interval 1
            timeout 20
            weight -5
          }
          vrrp_sync_group G {
            group {
              G1
              G2
            }
            track_script {
              hard
            }
            notify "/run/notify.sh"
            notify_master "/run/notify.sh group-master"
          }
          """
          + instance(vrids, "G1", 1, "notify /run/notify.sh")
          + instance(vrids, "G2", 2, "")
          + instance(
              vrids,
              "H",
              3,
              """
              track_script {
                  hard
              }
              notify /run/notify.sh
              notify_fault "/run/notify.sh fault 'a b'" root root
              notify_backup /run/around.sh
              notify_stop "/run/notify.sh stop"
              notify_deleted "/run/notify.sh deleted"
              """)
          + instance(
              vrids,
              "W",
              4,
              """
              track_script {
                  weak
                  killed weight -7 reverse
              }
              notify /run/notify.sh
              """);
    }

    private static String instance(int vrids, String name, int number, String more) {
      String address = "10.1.80." + (vrids + number);
      return Directors.instance(name, vrids + number, address, 100, more) + "\n";
    }

    /** All are masters: the addresses are there. */
    void awaitMasters() {
      for (int number = 1; number <= 4; number++) {
        String address = "10.1.80." + (vrids + number);
        Await.until(address + " on " + host, SOON, () -> host.hasAddress(address));
      }
    }

    /** What the scripts were called with since the last time, once there are so many calls. */
    List<String> calls(int expected) {
      List<String> all =
          Await.value(
              expected + " calls on " + host,
              SOON,
              () -> host.read(NOTIFIED).lines().toList(),
              lines -> lines.size() - seen >= expected);
      List<String> news = all.subList(seen, all.size());
      seen = all.size();
      return news.stream().sorted().toList();
    }

    List<String> fifo(int expected) {
      List<String> all =
          Await.value(
              expected + " lines of the FIFO on " + host,
              SOON,
              () -> reader.output().lines().toList(),
              lines -> lines.size() - seenInFifo >= expected);
      List<String> news = all.subList(seenInFifo, all.size());
      seenInFifo = all.size();
      return news.stream().sorted().toList();
    }

    void awaitLog(String text) {
      process.awaitLine(text, SOON);
    }

    /** What the log says of scripts, priorities and states, without the time. */
    List<String> log(String about) {
      return process
          .output()
          .lines()
          .filter(line -> line.contains(about) && !line.contains(ON_RELOAD))
          .map(line -> line.substring(line.indexOf(about)))
          .toList();
    }
  }

  @Test
  void what_scripts_are_called_with_and_what_follows_is_the_same(Network network) {
    Capture wire = network.capture("vrrp");
    Director theirs = new Director(network.host("theirs", "10.1.80.81/24"), Daemon.KEEPALIVED, 100);
    Director ours = new Director(network.host("ours", "10.1.80.82/24"), Daemon.JKEEPALIVED, 200);
    List<Director> both = List.of(theirs, ours);

    both.forEach(Director::awaitMasters);
    // The handler; G1, G, H and W as backup, then as master; and the group's own script.
    sameCalls("start", theirs, ours, 10);
    sameLines("start", theirs, ours, 10);

    both.forEach(each -> each.host.sh("touch /run/weak"));
    both.forEach(each -> each.awaitLog("(W) Changing effective priority from 100 to 80"));
    awaitPriority(wire, 80);
    both.forEach(each -> each.host.sh("rm /run/weak"));
    both.forEach(each -> each.awaitLog("(W) Changing effective priority from 80 to 100"));
    awaitPriority(wire, 100);
    both.forEach(each -> each.host.sh("touch /run/kill"));
    both.forEach(each -> each.awaitLog("(W) Changing effective priority from 100 to 107"));
    awaitPriority(wire, 107);
    // Down at a reload, keepalived would take its reversed weight off in place of adding it.
    both.forEach(each -> each.host.sh("rm /run/kill"));
    both.forEach(each -> each.awaitLog("(W) Changing effective priority from 107 to 100"));
    sameLines("priorities", theirs, ours, 4);

    both.forEach(each -> each.host.sh("touch /run/hard"));
    sameCalls("fault", theirs, ours, 4);
    both.forEach(each -> each.host.sh("rm /run/hard"));
    both.forEach(Director::awaitMasters);
    sameCalls("back", theirs, ours, 7);
    sameLines("fault and back", theirs, ours, 12);

    String mode = "stat -c '%a %U:%G' /run/fifo";
    same("mode and owner of the FIFO", lines(theirs, mode), lines(ours, mode));
    both.forEach(
        each ->
            Daemon.reload(
                each.host,
                each.process,
                without(each.file, "vrrp_instance H", "vrrp_instance W")
                    .replace("vrrp_notify_priority_changes", "")
                    .replace("reverse\n}", "reverse\n}\nnotify_priority_changes")));
    // The handler, which has ended, is started anew.
    sameCalls("deleted", theirs, ours, 3);
    sameLines("deleted", theirs, ours, 1);
    both.forEach(each -> each.host.sh("touch /run/kill"));
    sameLines("priority of one instance", theirs, ours, 1);
    awaitPriority(wire, 107);

    both.forEach(each -> assertThat(each.process.stop(SOON)).isZero());
    sameCalls("stop", theirs, ours, 3);

    assertThat(theirs.process.output()).contains(ON_RELOAD);
    for (String about : List.of("VRRP_Script(hard)", "VRRP_Script(weak)", "VRRP_Script(killed)")) {
      same(about, theirs.log(about), ours.log(about));
    }
    same("priorities of W", priorities(wire, 104), priorities(wire, 204));
    same("priorities of H", priorities(wire, 103), priorities(wire, 203));
    // After a reload keepalived takes it for somebody else's.
    assertThat(lines(theirs, "ls /run")).contains("fifo");
    assertThat(lines(ours, "ls /run")).doesNotContain("fifo");
    same("around a script", lines(theirs, "cat /run/around"), lines(ours, "cat /run/around"));
    assertThat(lines(theirs, "cat /run/mask")).containsExactly("0177");
    assertThat(lines(ours, "cat /run/mask")).isEqualTo(lines(ours, "umask"));
    System.out.printf(
        "scripts: compared %1$d, equal %2$d, intended differences %3$d, skipped 0%n",
        compared + 3, compared, 3);
  }

  /**
   * Deaf to the signal that asks it to end, a reader would read beside that of the next start. What
   * cannot be started at all is a success to keepalived alone.
   */
  @Test
  void a_deaf_reader_is_killed_and_an_absent_script_is_said_at_the_start(Network network) {
    int same = 0;
    int number = 0;
    for (Daemon daemon : List.of(Daemon.KEEPALIVED, Daemon.JKEEPALIVED)) {
      number++;
      Host host = network.host("ds" + number, "10.1.80.9" + number + "/24");
      host.write(
          "/run/deaf.sh",
          "#!/bin/sh\ntrap '' TERM\necho $$ >> /run/readers\nwhile :; do sleep 0.1; done\n");
      host.write("/run/windows.sh", "#!/bin/sh\r\nexit 0\r\n");
      host.sh("chmod 755 /run/deaf.sh /run/windows.sh; touch /run/readers; mkfifo /run/fifo");
      String file =
          """
          global_defs {
            script_user root
            notify_fifo /run/fifo
            notify_fifo_script "/run/deaf.sh one"
          }
          vrrp_script windows {
            script /run/windows.sh
            weight 1
          }
          """
              + Directors.instance(
                  "V",
                  70 + number,
                  "10.1.80.7" + number,
                  100,
                  "notify_fault /run/absent.sh",
                  "track_script {\n windows\n }");
      RunningProcess process = daemon.start(host, file);
      process.awaitLine(
          "Script /run/absent.sh cannot be accessed - No such file or directory", SOON);
      process.awaitLine(
          daemon == Daemon.KEEPALIVED
              ? "VRRP_Script(windows) succeeded"
              : "VRRP_Script(windows) failed (start /run/windows.sh: the interpreter of its first"
                  + " line does not exist",
          SOON);
      awaitReaders(host, 1);

      Daemon.reload(host, process, file.replace("deaf.sh one", "deaf.sh two"));
      awaitReaders(host, 2);
      Await.until("the end of the first reader", SOON, () -> living(host) == 1);

      assertThat(process.stop(SOON)).isZero();
      if (daemon == Daemon.KEEPALIVED) {
        // It has one second for it, and does not always take care of it.
        host.sh("kill -9 $(cat /run/readers) 2> /dev/null || true");
      }
      Await.until("the end of both readers", SOON, () -> living(host) == 0);
      assertThat(host.sh("ls /run").lines()).as("what was there before").contains("fifo");
      same += 3;
    }
    System.out.printf(
        "deaf readers: compared %d, equal %d, intended differences 1, skipped 0%n",
        same / 2 + 1, same / 2);
  }

  /**
   * Nobody is left to end it: beside the reader of the next start it would take half of the lines.
   */
  @Test
  void a_killed_daemon_leaves_no_reader(Network network) {
    int same = 0;
    for (Daemon daemon : List.of(Daemon.KEEPALIVED, Daemon.JKEEPALIVED)) {
      Host host = network.host("ds" + ++same, "10.1.80.9" + same + "/24");
      host.write(
          "/run/reader.sh", "#!/bin/sh\necho $$ >> /run/readers\nwhile :; do sleep 0.1; done\n");
      host.sh("chmod 755 /run/reader.sh; touch /run/readers");
      RunningProcess process =
          daemon.start(
              host,
              """
              global_defs {
                script_user root
                notify_fifo /run/fifo
                notify_fifo_script /run/reader.sh
              }
              """
                  + Directors.instance("V", 70 + same, "10.1.80.7" + same, 100));
      awaitReaders(host, 1);
      assertThat(living(host)).as("the reader of %s", daemon).isEqualTo(1);

      host.sh("kill -STOP %1$d; kill -9 %2$s".formatted(process.pid(), daemonsOwn(process)));

      assertThat(process.awaitExit(SOON)).isEqualTo(128 + 9);
      Await.until("the end of the reader of " + daemon, SOON, () -> living(host) == 0);
    }
    System.out.printf(
        "readers of a killed daemon: compared %1$d, equal %1$d, intended differences 0, skipped"
            + " 0%n",
        same / 2);
  }

  /** Its processes without those that are scripts: children first, or they are started again. */
  private static String daemonsOwn(RunningProcess process) {
    List<Long> pids = new ArrayList<>(process.pids());
    Collections.reverse(pids);
    return pids.stream()
        .filter(pid -> name(pid).matches("keepalived|jkeepalived|java"))
        .map(String::valueOf)
        .collect(Collectors.joining(" "));
  }

  private static String name(long pid) {
    try {
      return Files.readString(Path.of("/proc/" + pid + "/comm")).strip();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static void awaitReaders(Host host, int count) {
    Await.until(
        count + " readers on " + host,
        SOON,
        () -> host.read("/run/readers").lines().count() == count);
  }

  private static long living(Host host) {
    return host.sh(
            "for each in $(cat /run/readers); do if [ -d /proc/$each ]; then echo $each; fi; done")
        .lines()
        .count();
  }

  /** Advertised by both, before the next change: there is one advertisement a second. */
  private static void awaitPriority(Capture wire, int priority) {
    for (int vrid : List.of(104, 204)) {
      Await.until(
          "priority " + priority + " of " + vrid,
          SOON,
          () -> {
            List<String> priorities = priorities(wire, vrid);
            return !priorities.isEmpty()
                && priorities.get(priorities.size() - 1).equals(String.valueOf(priority));
          });
    }
  }

  private static List<String> lines(Director director, String command) {
    return director.host.sh(command).lines().toList();
  }

  private void sameCalls(String what, Director theirs, Director ours, int expected) {
    same(what, theirs.calls(expected), ours.calls(expected));
  }

  private void sameLines(String what, Director theirs, Director ours, int expected) {
    same(what + " in the FIFO", theirs.fifo(expected), ours.fifo(expected));
  }

  private void same(String what, List<String> theirs, List<String> ours) {
    assertThat(theirs).as("keepalived, %s", what).isNotEmpty();
    assertThat(ours).as(what).isEqualTo(theirs);
    compared += theirs.size();
  }

  /** The priorities of a virtual router, each time that they change. */
  private static List<String> priorities(Capture wire, int vrid) {
    List<String> changes = new ArrayList<>();
    for (VrrpAdvert advert : wire.adverts()) {
      String priority = String.valueOf(advert.priority());
      boolean again = !changes.isEmpty() && changes.get(changes.size() - 1).equals(priority);
      if (advert.vrid() == vrid && !again) {
        changes.add(priority);
      }
    }
    return changes;
  }

  /** The file from its beginning to one block, and from the next to its end. */
  private static String without(String file, String block, String next) {
    return file.substring(0, file.indexOf(block)) + file.substring(file.indexOf(next));
  }
}
