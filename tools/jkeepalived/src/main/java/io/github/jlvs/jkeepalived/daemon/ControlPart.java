// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.daemon;

import io.github.jlvs.jkeepalived.control.Control;
import io.github.jlvs.jkeepalived.pulse.Watched;
import io.github.jlvs.keepalived.conf.model.Configuration;
import java.time.Duration;
import java.util.List;

/** The control socket. Its thread is not asked whether it turns: nobody waits for it. */
record ControlPart(Control control) implements RunningPart {
  static ControlPart start(Configuration configuration, Control control) {
    ControlPart part = new ControlPart(control);
    part.reconfigure(configuration);
    return part;
  }

  @Override
  public void reconfigure(Configuration configuration) {
    control.reconfigure(
        configuration.global().controlSocket(), configuration.global().statusListen());
  }

  @Override
  public List<Watched> loops(Duration beat) {
    return List.of();
  }

  @Override
  public void stop(Duration patience) {
    control.close();
  }
}
