// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.ipvs.wire;

import io.github.jlvs.ipvs.IpvsException;
import io.github.jlvs.ipvs.Operation;
import io.github.jlvs.ipvs.Outcome;
import io.github.jlvs.linux.LinuxException;
import io.github.jlvs.netlink.NetlinkSocket;
import io.github.jlvs.netlink.Request;
import io.github.jlvs.netlink.Result;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Sends changes, one or many. */
public final class ChangeSender {
  private final NetlinkSocket socket;
  private final RequestFactory factory;

  public ChangeSender(NetlinkSocket socket, RequestFactory factory) {
    this.socket = socket;
    this.factory = factory;
  }

  public void execute(Operation operation) {
    // A null would go out as the last kind of operation, without its attributes.
    Objects.requireNonNull(operation, "operation");
    try {
      socket.execute(factory.of(operation));
    } catch (LinuxException e) {
      throw new IpvsException(operation, e);
    }
  }

  public List<Outcome> apply(List<Operation> operations) {
    List<Operation> inOrder = List.copyOf(operations);
    List<Request> requests = new ArrayList<>(inOrder.size());
    for (Operation operation : inOrder) {
      requests.add(factory.of(operation));
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
