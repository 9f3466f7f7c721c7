package io.keystream.lab.traffic;

import java.util.random.RandomGenerator;

/** A made-up web site: its pages, its visitors and the programs they use. */
final class Site {
  private static final int PATHS = 5_000;
  private static final int CLIENTS = 20_000;

  private static final String[] SECTIONS = {
    "articles", "products", "images", "static/css", "static/js", "blog/2026", "api/v1/items", "docs"
  };
  private static final String[] EXTENSIONS = {"", "", ".png", ".css", ".js", ".html", "", ".html"};
  private static final String[] AGENTS = {
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Safari/537.36",
    "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.5 Mobile/15E148 Safari/604.1",
    "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.4 Safari/605.1.15",
    "Mozilla/5.0 (Linux; Android 14; Pixel 8) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Mobile Safari/537.36",
    "Mozilla/5.0 (X11; Linux x86_64; rv:127.0) Gecko/20100101 Firefox/127.0",
    "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)",
    "Mozilla/5.0 (compatible; bingbot/2.0; +http://www.bing.com/bingbot.htm)",
    "monitor/2.3 (\\\"probe\\\")",
    "curl/8.5.0",
    "-"
  };
  private static final String[] REFERERS = {
    "https://www.google.com/",
    "https://duckduckgo.com/?q=keystream",
    "https://news.example.org/today"
  };

  private final RandomGenerator random;
  private final Zipf paths = new Zipf(PATHS, 1.1);
  private final Zipf clients = new Zipf(CLIENTS, 1.05);
  private final Zipf agents = new Zipf(AGENTS.length, 0.8);

  Site(RandomGenerator random) {
    this.random = random;
  }

  /** Address of a visitor; few of them make most of the requests. */
  String client() {
    int visitor = clients.draw(random);
    int scattered = visitor * 0x9E3779B1;
    return (visitor & 15) == 15
        ? String.format("2001:db8:%x::%x", scattered >>> 16, scattered & 0xFFFF)
        : (11 + ((scattered >>> 24) % 180))
            + "."
            + ((scattered >>> 16) & 255)
            + "."
            + ((scattered >>> 8) & 255)
            + "."
            + (scattered & 255);
  }

  /** Name of a visitor who logged in; mostly {@code -}. */
  String user() {
    return random.nextInt(50) == 0 ? "user" + random.nextInt(300) : "-";
  }

  /** Path of a page; few of them get most of the requests. */
  String path() {
    int page = paths.draw(random);
    if (page == 0) {
      return "/";
    }
    int section = page % SECTIONS.length;
    String path = "/" + SECTIONS[section] + "/item-" + page + EXTENSIONS[section];
    return random.nextInt(12) == 0 ? path + "?page=" + random.nextInt(40) + "&sort=date" : path;
  }

  String method() {
    int draw = random.nextInt(100);
    return draw < 92 ? "GET" : draw < 97 ? "POST" : draw < 99 ? "HEAD" : "PUT";
  }

  int status() {
    int draw = random.nextInt(1_000);
    if (draw < 880) {
      return 200;
    }
    if (draw < 930) {
      return 304;
    }
    if (draw < 955) {
      return draw < 945 ? 301 : 206;
    }
    return draw < 990 ? 404 : draw < 995 ? 403 : draw < 998 ? 500 : 503;
  }

  /** Bytes of a body: mostly some kilobytes, now and then megabytes. */
  long size() {
    return (long) Math.exp(8.5 + 1.6 * random.nextGaussian());
  }

  String referer() {
    int draw = random.nextInt(10);
    if (draw < 4) {
      return "-";
    }
    return draw < 6
        ? REFERERS[random.nextInt(REFERERS.length)]
        : "https://www.example.com" + path();
  }

  String agent() {
    return AGENTS[agents.draw(random)];
  }
}
