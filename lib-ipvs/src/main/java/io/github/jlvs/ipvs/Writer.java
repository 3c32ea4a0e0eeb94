// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.ipvs;

import io.github.jlvs.linux.LinuxException;
import io.github.jlvs.netlink.NetlinkSocket;
import io.github.jlvs.netlink.Request;
import io.github.jlvs.netlink.Result;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Sends changes, one or many. */
final class Writer {
  private final NetlinkSocket socket;
  private final Commands commands;

  Writer(NetlinkSocket socket, Commands commands) {
    this.socket = socket;
    this.commands = commands;
  }

  void execute(Operation operation) {
    // A null would go out as the last kind of operation, without its attributes.
    Objects.requireNonNull(operation, "operation");
    try {
      socket.execute(commands.of(operation));
    } catch (LinuxException e) {
      throw new IpvsException(operation, e);
    }
  }

  List<Outcome> apply(List<Operation> operations) {
    List<Operation> inOrder = List.copyOf(operations);
    List<Request> requests = new ArrayList<>(inOrder.size());
    for (Operation operation : inOrder) {
      requests.add(commands.of(operation));
    }
    List<Result> results = socket.batch(requests);
    List<Outcome> outcomes = new ArrayList<>(results.size());
    for (int i = 0; i < results.size(); i++) {
      outcomes.add(outcome(inOrder.get(i), results.get(i)));
    }
    return outcomes;
  }

  private static Outcome outcome(Operation operation, Result result) {
    if (result instanceof Result.Failed failed) {
      return new Outcome.Refused(operation, new IpvsException(operation, failed.cause()));
    }
    if (result instanceof Result.Unknown unknown) {
      return new Outcome.Unknown(operation, new IpvsException(operation, unknown.cause()));
    }
    return new Outcome.Done(operation);
  }
}
