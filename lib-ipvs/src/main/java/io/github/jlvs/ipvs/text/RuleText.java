// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.ipvs.text;

import static io.github.jlvs.ipvs.text.UsageException.misuse;

import io.github.jlvs.ipvs.Destination;
import io.github.jlvs.ipvs.EndpointText;
import io.github.jlvs.ipvs.Operation;
import io.github.jlvs.ipvs.ServiceId;
import io.github.jlvs.ipvs.Table;
import io.github.jlvs.ipvs.TableEditor;
import io.github.jlvs.ipvs.VirtualService;
import io.github.jlvs.ipvs.wire.LineSource;
import io.github.jlvs.linux.Errno;
import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A table as text, in the format of {@code ipvsadm-save -n}: a line a service ({@code -A}), a line
 * a destination ({@code -a}).
 *
 * <pre>
 * -A -t 10.0.0.100:80 -s wlc -p 300 -M 255.255.255.0
 * -a -t 10.0.0.100:80 -r 10.0.0.1:80 -g -w 1 -x 100 -y 50
 * </pre>
 *
 * <p>Written, it is what ipvsadm writes, in the same order of options, with two differences:
 * thresholds are kept ({@code -x}, {@code -y}, where set), and a firewall mark above 2147483647 is
 * written as the positive number that ipvsadm reads, not as the negative one that it writes.
 *
 * <p>Read, a line may say what ipvsadm's command line may (long names, letters in one word, options
 * in any order), and left-out options take ipvsadm's defaults; the word {@code ipvsadm} in front,
 * blank lines and comments ({@code #}) are understood too. Addresses, ports and masks are numbers:
 * nothing here asks a name service. The dialect is {@link RuleDialect#KERNEL}: a destination keeps
 * the port that is written, also with direct routing and tunnels, where ipvsadm would put the
 * service's in its place.
 *
 * <p>A line that makes no sense is one {@link RuleError} and is left out; no other line is lost by
 * it. Lines longer than 4096 characters are errors, so memory is bounded by what is kept.
 */
public final class RuleText {
  private static final int MOST_ERRORS = 1000;
  private static final String ADDITIONS = "-A or -a";
  private static final String CHANGES = "one of -A -E -D -a -e -d -C -Z";

  private final TableEditor table = TableEditor.of(Table.EMPTY);
  private final List<RuleError> errors = new ArrayList<>();
  private LineWords words = LineWords.of("");

  private RuleText() {}

  /**
   * Writes a table.
   *
   * @param table the table
   * @return the text; empty for an empty table
   */
  public static String format(Table table) {
    return table.toString();
  }

  /**
   * Writes a table line by line.
   *
   * @param table the table
   * @param out gets the text
   * @throws IOException where that cannot take it
   */
  public static void write(Table table, Appendable out) throws IOException {
    for (Operation operation : table.diff(Table.EMPTY).operations()) {
      out.append(operation.toString()).append('\n');
    }
  }

  /**
   * The line that adds a service.
   *
   * @param service the service
   * @param endpoints how its address and port are written
   * @return the line without its end
   */
  public static String line(VirtualService service, EndpointText endpoints) {
    return "-A " + service.arguments(endpoints);
  }

  /**
   * The line that adds a destination.
   *
   * @param service the service that it belongs to
   * @param destination the destination
   * @param endpoints how addresses and ports are written
   * @return the line without its end
   */
  public static String line(ServiceId service, Destination destination, EndpointText endpoints) {
    return "-a " + service.arguments(endpoints) + ' ' + destination.arguments(service, endpoints);
  }

  /**
   * Reads a table.
   *
   * @param text the text
   * @return what it says, and what is wrong with it
   */
  public static ParsedRules parse(String text) {
    try {
      return read(new StringReader(text));
    } catch (IOException e) {
      throw new UncheckedIOException("a StringReader does not fail", e);
    }
  }

  /**
   * Reads a table.
   *
   * @param in the text, read to its end and not closed
   * @return what it says, and what is wrong with it
   * @throws IOException where it cannot be read
   */
  public static ParsedRules read(Reader in) throws IOException {
    RuleText text = new RuleText();
    LineSource lines = new LineSource(in);
    for (int number = 1; lines.next(); number++) {
      try {
        text.line(lines);
      } catch (UsageException e) {
        if (text.errors.size() < MOST_ERRORS) {
          text.errors.add(text.words.error(number, e));
        }
      }
    }
    return new ParsedRules(text.table.table(), text.errors);
  }

  /**
   * Reads one line, of any command that changes services or destinations ({@code -A -E -D -a -e -d
   * -C -Z}): the inverse of such an {@link Operation}'s text, save a mask of flags, which has none.
   * Timeouts and synchronisation daemons are no rules.
   *
   * @param line the line
   * @return the operation; empty for a blank line and a comment
   * @throws IllegalArgumentException where it makes no sense; its message has column and option
   */
  public static Optional<Operation> operation(String line) {
    LineWords words = LineWords.of(line);
    try {
      return words.texts().isEmpty() ? Optional.empty() : Optional.of(read(words, CHANGES));
    } catch (UsageException e) {
      throw new IllegalArgumentException(words.error(1, e).toString(), e);
    }
  }

  private static Operation read(LineWords words, String commands) {
    return RuleGrammar.read(words.texts(), NameLookup.NUMBERS, RuleDialect.KERNEL, commands);
  }

  private void line(LineSource source) {
    words = LineWords.of(source.line());
    if (source.isCut()) {
      words = LineWords.endOf(source.line());
      throw misuse(0, "the line is longer than " + LineSource.LONGEST + " characters");
    }
    if (words.texts().isEmpty()) {
      return;
    }
    Operation operation = read(words, ADDITIONS);
    if (!(operation instanceof Operation.AddService
        || operation instanceof Operation.AddDestination)) {
      throw misuse(0, "a saved table has lines with -A and -a alone");
    }
    Optional<Errno> refusal = table.apply(operation);
    if (refusal.isPresent()) {
      throw misuse(0, meaning((Operation.OfService) operation, refusal.get()));
    }
  }

  private static String meaning(Operation.OfService operation, Errno refusal) {
    if (refusal.equals(Errno.ESRCH)) {
      return "no line before adds the service " + operation.serviceId();
    }
    if (refusal.equals(Errno.ERANGE)) {
      return "the lower threshold (-y) is above the upper one (-x)";
    }
    return operation instanceof Operation.OfDestination destination
        ? "duplicate destination: " + destination.destinationId()
        : "duplicate service: " + operation.serviceId();
  }
}
