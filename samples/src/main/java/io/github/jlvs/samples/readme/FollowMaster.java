// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.samples.readme;

import io.github.jlvs.linux.EventLoop;
import io.github.jlvs.vrrp.SimplePassword;
import io.github.jlvs.vrrp.VirtualRouterConfig;
import io.github.jlvs.vrrp.linux.RouterSetup;
import io.github.jlvs.vrrp.linux.RunnerEvent;
import io.github.jlvs.vrrp.linux.RunnerOptions;
import io.github.jlvs.vrrp.linux.VrrpRunner;
import java.net.InetAddress;
import java.util.List;

final class FollowMaster {
  public static void main(String[] arguments) throws Exception {
    InetAddress vip = InetAddress.getByName("10.1.80.90");
    VirtualRouterConfig config =
        VirtualRouterConfig.builder(51, vip)
            .priority(101)
            .authentication(SimplePassword.of("1111"))
            .build();
    RouterSetup setup = RouterSetup.builder("VI_1", "enp0s3", config).build();
    RunnerEvent.Listener listener = event -> System.out.println(event);
    try (EventLoop loop = EventLoop.open();
        VrrpRunner runner = VrrpRunner.open(loop, RunnerOptions.defaults(), listener)) {
      runner.reconfigure(List.of(setup), List.of());
      loop.run();
    }
  }
}
