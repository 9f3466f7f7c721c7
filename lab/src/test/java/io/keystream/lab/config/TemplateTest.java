package io.keystream.lab.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.keystream.lab.LabException;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TemplateTest {

  @Test
  void variablesAreReplacedAndKerberosRulesAreNot() {
    Template template = Template.of("t", "RULE:[2:$1@$0](nn@${realm}) ${root}");

    assertThat(template.render(Map.of("realm", "R", "root", "/a$b\\c")))
        .isEqualTo("RULE:[2:$1@$0](nn@R) /a$b\\c");
  }

  @Test
  void unknownVariableIsNamed() {
    assertThatThrownBy(() -> Template.of("core-site", "${port.moon}").render(Map.of()))
        .isInstanceOf(LabException.class)
        .hasMessage("Template core-site asks for unknown ${port.moon}");
  }
}
