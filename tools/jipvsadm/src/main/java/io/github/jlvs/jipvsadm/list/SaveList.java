// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jipvsadm.list;

import io.github.jlvs.ipvs.AddressText;
import io.github.jlvs.ipvs.Destination;
import io.github.jlvs.ipvs.DestinationId;
import io.github.jlvs.ipvs.ServiceId;
import io.github.jlvs.ipvs.VirtualService;
import io.github.jlvs.jipvsadm.Output;

/**
 * The table as rules: lib-ipvs's text of services and destinations, where names may stand in the
 * place of the numbers that it begins with.
 */
final class SaveList {
  private final Output out;
  private final NameText names;

  SaveList(Output out, NameText names) {
    this.out = out;
    this.names = names;
  }

  void service(VirtualService service) {
    String text = service.toString();
    out.text("-A ");
    if (service.id() instanceof ServiceId.Address id) {
      String option = option(text);
      out.text(option).text(names.service(id));
      text = text.substring(option.length() + numbers(id).length());
    }
    out.text(text).line();
  }

  void destination(VirtualService service, Destination destination) {
    out.text("-a ");
    if (service.id() instanceof ServiceId.Address id) {
      out.text(option(service.toString())).text(names.service(id));
    } else {
      String text = service.toString();
      out.text(text.substring(0, text.indexOf(" -s ")));
    }
    DestinationId id = destination.id();
    String rest = destination.toString().substring("-r ".length() + id.toString().length());
    out.text(" -r ").text(names.destination(service.id(), id.address(), id.port())).text(rest);
    out.line();
  }

  private static String option(String text) {
    return text.substring(0, text.indexOf(' ') + 1);
  }

  private static String numbers(ServiceId.Address id) {
    return AddressText.format(id.address(), id.port());
  }
}
