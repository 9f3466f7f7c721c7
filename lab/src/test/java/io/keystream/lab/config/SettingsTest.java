package io.keystream.lab.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.keystream.lab.LabException;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SettingsTest {

  @Test
  void hadoopXmlIsSortedAndEscaped() {
    assertThat(Settings.parse("b=1 < 2 & 3\n# a comment\na=x=y").toHadoopXml())
        .isEqualTo(
            """
            <configuration>
              <property>
                <name>a</name>
                <value>x=y</value>
              </property>
              <property>
                <name>b</name>
                <value>1 &lt; 2 &amp; 3</value>
              </property>
            </configuration>
            """);
  }

  @Test
  void overlaidSettingsWin() {
    Settings settings = Settings.parse("a=1\nb=2").overlaid(Map.of("b", "3", "c", "4"));

    assertThat(settings.toProperties()).isEqualTo("a=1\nb=3\nc=4\n");
    assertThat(settings.toSparkDefaults()).isEqualTo("a 1\nb 3\nc 4\n");
  }

  @Test
  void valueOfTwoLinesIsRefused() {
    Settings settings = Settings.parse("").overlaid(Map.of("a", "1\nsuper.users=User:guest"));

    assertThatThrownBy(settings::toProperties)
        .isInstanceOf(LabException.class)
        .hasMessage("Invalid value for key a: it has more than one line");
  }
}
