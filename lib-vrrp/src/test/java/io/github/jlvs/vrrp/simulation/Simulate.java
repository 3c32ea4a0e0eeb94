// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.vrrp.simulation;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.ToIntFunction;

/**
 * Runs scenarios for as long as asked, or tells the story of one: tools/bin/vrrp-simulate.
 *
 * <p>Exit status 0 when every promise was kept, 1 when one was not, 2 for arguments that are none.
 */
public final class Simulate implements ToIntFunction<List<String>> {
  private static final String USAGE =
      """
      usage: vrrp-simulate [--scenarios N | --for DURATION] [--from SEED] [--bug NAME]
             vrrp-simulate --seed SEED [--packets] [--bug NAME]
      Runs scenarios of virtual routers on networks that fail, one after the other.
        --scenarios N    so many, 10000 unless told otherwise
        --for DURATION   as long as that: 90s, 10m, 8h
        --from SEED      the seed of the first, the clock's milliseconds unless told otherwise
        --seed SEED      tells what happens in this one, line by line
        --packets        and every packet
        --bug NAME       with this mistake planted in the state machine
      """;
  private static final long REPORT_EVERY = 30_000_000_000L;

  private long scenarios = 10_000;
  private Optional<Duration> limit = Optional.empty();
  private long from = System.currentTimeMillis();
  private Optional<Long> seed = Optional.empty();
  private boolean packets;
  private Optional<PlantedBug> bug = Optional.empty();

  /**
   * Runs the program.
   *
   * @param args as the usage says
   */
  public static void main(String[] args) {
    if (List.of(args).contains("--help")) {
      System.out.print(USAGE);
      return;
    }
    Simulate asked = new Simulate();
    try {
      asked.read(List.of(args));
    } catch (IllegalArgumentException e) {
      System.err.println("vrrp-simulate: " + e.getMessage());
      System.err.print(USAGE);
      System.exit(2);
    }
    System.exit(asked.bug.isPresent() ? planted(asked.bug.get(), List.of(args)) : asked.run());
  }

  /** The same arguments, in a world of classes in which the bug is. */
  private static int planted(PlantedBug bug, List<String> args) {
    @SuppressWarnings("unchecked")
    ToIntFunction<List<String>> simulate =
        new PatchedClasses(bug.patches()).make("simulation.Simulate", ToIntFunction.class);
    return simulate.applyAsInt(args);
  }

  /**
   * Runs scenarios in the world of classes that this one is in.
   *
   * @param args sound arguments
   * @return the exit status
   */
  @Override
  public int applyAsInt(List<String> args) {
    read(args);
    return run();
  }

  private void read(List<String> args) {
    for (int i = 0; i < args.size(); i++) {
      String option = args.get(i);
      if (option.equals("--packets")) {
        packets = true;
        continue;
      }
      if (i + 1 == args.size()) {
        throw new IllegalArgumentException(option + " is no option, or lacks its value");
      }
      String value = args.get(++i);
      switch (option) {
        case "--scenarios" -> scenarios = number(option, value);
        case "--for" -> limit = Optional.of(duration(value));
        case "--from" -> from = number(option, value);
        case "--seed" -> seed = Optional.of(number(option, value));
        case "--bug" -> bug = Optional.of(bug(value));
        default -> throw new IllegalArgumentException(option + " is no option");
      }
    }
  }

  private static long number(String option, String text) {
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(option + " takes a whole number, not " + text, e);
    }
  }

  private static PlantedBug bug(String name) {
    return PlantedBug.all().stream()
        .filter(bug -> bug.name().equalsIgnoreCase(name))
        .findFirst()
        .orElseThrow(
            () -> new IllegalArgumentException(name + " is no planted bug: " + PlantedBug.all()));
  }

  private static Duration duration(String text) {
    try {
      return Duration.parse("PT" + text.toUpperCase(Locale.ROOT));
    } catch (java.time.format.DateTimeParseException e) {
      throw new IllegalArgumentException(text + " is no duration: write 90s, 10m or 8h", e);
    }
  }

  private int run() {
    Simulation simulation = new Simulation();
    if (seed.isPresent()) {
      simulation.story(seed.get(), packets).forEach(System.out::println);
      return simulation.run(seed.get(), new Outcome()).isPresent() ? 1 : 0;
    }
    CpuTime cpu = new CpuTime();
    Outcome sum = new Outcome();
    long begin = System.nanoTime();
    long reported = begin;
    for (long number = 0; goesOn(number, begin); number++) {
      if (simulation.run(from + number, sum).isPresent()) {
        System.out.println(simulation.failure(from + number));
        return 1;
      }
      if (System.nanoTime() - reported > REPORT_EVERY) {
        reported = System.nanoTime();
        System.out.println(sum.summary());
      }
    }
    System.out.printf(
        "simulation: %s, every promise kept, seeds %d to %d, %.1f s of CPU%n",
        sum.summary(), from, from + sum.scenarios - 1, cpu.seconds());
    return 0;
  }

  private boolean goesOn(long done, long begin) {
    return limit
        .map(duration -> System.nanoTime() - begin < duration.toNanos())
        .orElse(done < scenarios);
  }
}
