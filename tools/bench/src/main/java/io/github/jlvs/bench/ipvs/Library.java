// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.bench.ipvs;

import io.github.jlvs.ipvs.Destination;
import io.github.jlvs.ipvs.DestinationId;
import io.github.jlvs.ipvs.Forwarding;
import io.github.jlvs.ipvs.Ipvs;
import io.github.jlvs.ipvs.Operation;
import io.github.jlvs.ipvs.Outcome;
import io.github.jlvs.ipvs.ServiceId;
import io.github.jlvs.ipvs.VirtualService;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;

/**
 * This project's library doing what the program in C does.
 *
 * @param ipvs the table
 * @param pipelined whether the changes go to {@link Ipvs#apply} together, or one by one
 */
record Library(Ipvs ipvs, boolean pipelined) implements Contender {
  private static final ServiceId SERVICE = ServiceId.tcp("10.99.0.1", 80);

  @Override
  public String name() {
    return pipelined ? "jlvs pipelined" : "jlvs single";
  }

  @Override
  public List<Measurement> run(int destinations, int dumps) {
    List<Measurement> measured = new ArrayList<>();
    ipvs.add(VirtualService.of(SERVICE, "rr"));
    measured.add(
        change("add", destinations, i -> new Operation.AddDestination(SERVICE, destination(i, 1))));
    measured.add(
        change(
            "edit", destinations, i -> new Operation.EditDestination(SERVICE, destination(i, 2))));
    measured.add(list(destinations, dumps));
    measured.add(
        change("delete", destinations, i -> new Operation.DeleteDestination(SERVICE, id(i))));
    ipvs.delete(SERVICE);
    return measured;
  }

  private Measurement change(String what, int count, IntFunction<Operation> operation) {
    long begin = System.nanoTime();
    if (pipelined) {
      List<Operation> operations = new ArrayList<>(count);
      for (int i = 0; i < count; i++) {
        operations.add(operation.apply(i));
      }
      for (Outcome outcome : ipvs.apply(operations)) {
        require(outcome instanceof Outcome.Done, outcome.toString());
      }
    } else {
      for (int i = 0; i < count; i++) {
        ipvs.execute(operation.apply(i));
      }
    }
    return new Measurement(what, count, System.nanoTime() - begin);
  }

  private Measurement list(int count, int dumps) {
    long begin = System.nanoTime();
    for (int i = 0; i < dumps; i++) {
      long[] seenAndWeights = new long[2];
      var unused =
          ipvs.eachDestination(
              SERVICE,
              status -> {
                seenAndWeights[0]++;
                seenAndWeights[1] += status.destination().weight();
              });
      require(seenAndWeights[0] == count && seenAndWeights[1] == 2L * count, "a wrong list");
    }
    return new Measurement("dump", (long) count * dumps, System.nanoTime() - begin);
  }

  private static Destination destination(int number, int weight) {
    return Destination.of(id(number), Forwarding.DIRECT_ROUTE, weight);
  }

  private static DestinationId id(int number) {
    return DestinationId.of(
        "10." + (200 + (number >> 16)) + "." + (number >> 8 & 255) + "." + (number & 255), 80);
  }

  private static void require(boolean condition, String otherwise) {
    if (!condition) {
      throw new IllegalStateException(otherwise);
    }
  }
}
