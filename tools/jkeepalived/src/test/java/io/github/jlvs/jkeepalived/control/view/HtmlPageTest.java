// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.control.view;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;

/** The page for a browser, read as XML, which it is as well. */
class HtmlPageTest {
  private static Document parse(String html) throws Exception {
    return DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new ByteArrayInputStream(html.getBytes(StandardCharsets.UTF_8)));
  }

  private static String html(Seen seen) {
    return Page.HTML.render(seen).body().text();
  }

  private static List<Element> elements(Document document, String name) {
    NodeList found = document.getElementsByTagName(name);
    List<Element> all = new ArrayList<>();
    for (int i = 0; i < found.getLength(); i++) {
      all.add((Element) found.item(i));
    }
    return all;
  }

  /** The cells of a row with that beginning. */
  private static List<String> row(Document document, String caption, String first) {
    return elements(document, "table").stream()
        .filter(
            table -> table.getElementsByTagName("caption").item(0).getTextContent().equals(caption))
        .flatMap(table -> rows(table).stream())
        .filter(cells -> cells.get(0).equals(first))
        .findFirst()
        .orElseThrow();
  }

  private static List<List<String>> rows(Element table) {
    NodeList rows = table.getElementsByTagName("tr");
    List<List<String>> all = new ArrayList<>();
    for (int i = 0; i < rows.getLength(); i++) {
      NodeList cells = rows.item(i).getChildNodes();
      all.add(
          Stream.iterate(0, at -> at < cells.getLength(), at -> at + 1)
              .map(cells::item)
              .map(Node::getTextContent)
              .toList());
    }
    return all;
  }

  @Test
  void states_are_words_in_tables_that_are_named() throws Exception {
    Document page = parse(html(Views.troubled()));

    assertThat(elements(page, "title").get(0).getTextContent())
        .isEqualTo("PROBLEM - jkeepalived on R1");
    assertThat(row(page, "Virtual routers", "VI_3"))
        .startsWith("VI_3", "FAULT", "1 of 60", "eth2", "53")
        .endsWith("interface eth2, script bad");
    assertThat(row(page, "Virtual services", "[10.1.0.50]:tcp:80"))
        .containsExactly("[10.1.0.50]:tcp:80", "DOWN", "1 of 2", "lost");
    assertThat(row(page, "Problems", "ROUTER")).contains("VI_3");
    assertThat(row(page, "Sync groups", "G")).containsExactly("G", "BACKUP", "VI_1 VI_2");
  }

  @Test
  void what_operators_have_decided_is_shown() throws Exception {
    Document page = parse(html(Views.overridden()));

    assertThat(row(page, "Decided by operators", "10.9.9.9:80"))
        .startsWith("10.9.9.9:80", "all", "drained", "2026-11-28T21:59:05Z", "-", "root")
        .endsWith("new disk; names no server of the configuration");
    assertThat(row(page, "Real servers", "[10.1.0.3]:tcp:80"))
        .contains("DRAIN (0 left)")
        .endsWith("new disk");
    assertThat(row(page, "Real servers", "[127.0.0.1]:none:53")).contains("DISABLED (UP)");
    assertThat(row(page, "Real servers", "[::1]:none:53")).contains("UP", "5 of 1");
  }

  @Test
  void on_a_narrow_screen_each_cell_has_its_columns_name() throws Exception {
    assertThat(elements(parse(html(Views.troubled())), "td"))
        .isNotEmpty()
        .allMatch(cell -> !cell.getAttribute("data-column").isEmpty());
  }

  @Test
  void where_nothing_is_wrong_it_says_so_and_has_no_empty_tables() throws Exception {
    Document page = parse(html(Views.quiet()));

    assertThat(elements(page, "title").get(0).getTextContent()).isEqualTo("OK - jkeepalived on R1");
    assertThat(elements(page, "table")).isEmpty();
    assertThat(page.getDocumentElement().getTextContent())
        .contains("OK: nothing is wrong", "Last reload: none since the start");
  }

  /** A real server's answer is in the example, with a quote, a cursor's movement and markup. */
  @Test
  void nothing_in_it_runs_or_is_fetched() throws Exception {
    Document page = parse(html(Views.troubled()));

    assertThat(elements(page, "script")).isEmpty();
    assertThat(elements(page, "img")).isEmpty();
    assertThat(elements(page, "link")).allMatch(link -> link.getAttribute("href").equals("data:,"));
    assertThat(html(Views.troubled())).doesNotContain("\u001b", "url(", "@import");
  }

  @Property
  void whatever_a_server_says_is_text(@ForAll String said) throws Exception {
    Html html = new Html().raw("<div title=\"").text(said).raw("\">").element("p", said);
    Document page = parse(html.raw("</div>").body().text());

    String shown = Printable.of(said);
    assertThat(elements(page, "p").get(0).getTextContent()).isEqualTo(shown);
    assertThat(page.getDocumentElement().getAttribute("title")).isEqualTo(shown);
    assertThat(elements(page, "*")).hasSize(2);
  }
}
