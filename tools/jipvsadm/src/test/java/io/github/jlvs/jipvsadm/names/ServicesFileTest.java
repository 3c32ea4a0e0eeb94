// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jipvsadm.names;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jlvs.net.IpProtocol;
import java.io.IOException;
import java.io.StringReader;
import org.junit.jupiter.api.Test;

/** services(5), as libc reads it. */
class ServicesFileTest {
  private static ServicesFile file(String text) throws IOException {
    return ServicesFile.read(new StringReader(text));
  }

  @Test
  void a_name_and_its_aliases_are_one_port_of_one_protocol() throws IOException {
    ServicesFile file = file("http\t80/tcp www  www-http # the web\n");

    assertThat(file.port("http", IpProtocol.TCP)).hasValue(80);
    assertThat(file.port("www", IpProtocol.TCP)).hasValue(80);
    assertThat(file.port("www-http", IpProtocol.TCP)).hasValue(80);
    assertThat(file.service(80, IpProtocol.TCP)).contains("http");
    assertThat(file.port("http", IpProtocol.UDP)).isEmpty();
    assertThat(file.service(80, IpProtocol.SCTP)).isEmpty();
    assertThat(file.port("HTTP", IpProtocol.TCP)).isEmpty();
    assertThat(file.port("web", IpProtocol.TCP)).isEmpty();
  }

  @Test
  void the_first_line_wins_both_ways() throws IOException {
    ServicesFile file = file("a 1/tcp c\nb 1/tcp a\nc 2/tcp\n");

    assertThat(file.service(1, IpProtocol.TCP)).contains("a");
    assertThat(file.port("a", IpProtocol.TCP)).hasValue(1);
    assertThat(file.port("b", IpProtocol.TCP)).hasValue(1);
    assertThat(file.port("c", IpProtocol.TCP)).hasValue(1);
    assertThat(file.service(2, IpProtocol.TCP)).contains("c");
  }

  @Test
  void what_is_no_line_of_such_a_file_is_passed_over() throws IOException {
    ServicesFile file =
        file("\n#only 1/tcp\nname\nname 5\nname /tcp\nname x/tcp\nname 0x5/tcp\ngood 5/tcp");

    assertThat(file.port("name", IpProtocol.TCP)).isEmpty();
    assertThat(file.port("only", IpProtocol.TCP)).isEmpty();
    assertThat(file.service(5, IpProtocol.TCP)).contains("good");
  }

  @Test
  void a_file_from_another_system_ends_its_lines_otherwise() throws IOException {
    ServicesFile file = file("one 1/tcp\r\ntwo 2/tcp deux\r\n");

    assertThat(file.service(1, IpProtocol.TCP)).contains("one");
    assertThat(file.port("deux", IpProtocol.TCP)).hasValue(2);
  }

  @Test
  void a_port_is_always_one() throws IOException {
    assertThat(file("large 65616/tcp\n").port("large", IpProtocol.TCP)).hasValue(80);
    assertThat(file("endless 99999999999/tcp\n").port("endless", IpProtocol.TCP)).isEmpty();
  }
}
