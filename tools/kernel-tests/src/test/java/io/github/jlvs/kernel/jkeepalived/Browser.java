// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.kernel.jkeepalived;

import io.github.jlvs.lab.Host;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;

/**
 * Chromium on a host of the lab, without a window. Its windows are 500 pixels wide at least, so
 * what is to be narrower is looked at in a frame of a page of ours.
 *
 * @param host where it runs
 */
record Browser(Host host) {
  /** That of telephones. */
  static final int NARROW = 390;

  private static final Duration LIMIT = Duration.ofMinutes(4);
  private static final String DIRECTORY = "/run/browser";

  /** What a page is behind; the page says how wide it is, and its content. */
  private static final String FRAME =
      """
      <!DOCTYPE html>
      <html><head><meta charset="utf-8"><title>nothing was measured</title>
      <style>body { margin: 0 } iframe { border: 0; width: %dpx; height: 1600px }</style>
      <script>addEventListener("message", said => { document.title = said.data; });</script>
      </head><body><iframe src="page.html"></iframe></body></html>
      """;

  private static final String MEASURE =
      """
      <script>addEventListener("load", () => parent.postMessage([innerWidth,
        document.documentElement.clientWidth, document.documentElement.scrollWidth].join(" "), "*"));
      </script>
      """;

  /** What a reader prefers. */
  enum Scheme {
    DARK,
    LIGHT
  }

  /** The page as the browser has read it. */
  String dom(String address) {
    return run(Scheme.LIGHT, "--dump-dom", address);
  }

  /**
   * A page in a narrow frame: how wide the frame is, how much of that is for the page, and how wide
   * the page is.
   *
   * @param html as it was answered; a line that measures is put behind its head
   */
  List<Integer> narrow(String html) {
    frame(html);
    String title =
        run(Scheme.LIGHT, "--dump-dom", "file://" + DIRECTORY + "/frame.html")
            .replaceFirst("(?s).*<title>", "")
            .replaceFirst("(?s)</title>.*", "");
    return List.of(title.split(" ")).stream().map(Integer::valueOf).toList();
  }

  /**
   * A picture of that.
   *
   * @param file where it is kept
   * @return the colour of the paper, as RGB
   */
  int picture(String html, Scheme scheme, Path file) {
    frame(html);
    String unused = run(scheme, "--screenshot=" + file, "file://" + DIRECTORY + "/frame.html");
    try {
      return ImageIO.read(file.toFile()).getRGB(2, 2) & 0xffffff;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void frame(String html) {
    String unused = host.sh("mkdir -p " + DIRECTORY);
    host.write(DIRECTORY + "/page.html", html.replace("</head>", MEASURE + "</head>"));
    host.write(DIRECTORY + "/frame.html", FRAME.formatted(NARROW));
  }

  private String run(Scheme scheme, String what, String address) {
    List<String> words = new ArrayList<>();
    words.addAll(List.of("env", "HOME=" + DIRECTORY, "chromium", "--headless", "--no-sandbox"));
    words.addAll(List.of("--disable-gpu", "--disable-dev-shm-usage", "--hide-scrollbars"));
    words.addAll(List.of("--disable-background-networking", "--disable-component-update"));
    words.add("--user-data-dir=" + DIRECTORY + "/profile");
    words.add("--window-size=500,1600");
    words.add("--blink-settings=preferredColorScheme=" + scheme.ordinal());
    words.addAll(List.of(what, address));
    return host.exec(words, "", LIMIT).out();
  }
}
