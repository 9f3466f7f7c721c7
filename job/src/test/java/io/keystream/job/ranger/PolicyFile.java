package io.keystream.job.ranger;

import com.fasterxml.jackson.annotation.JsonAutoDetect.Visibility;
import com.fasterxml.jackson.annotation.PropertyAccessor;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import org.apache.ranger.plugin.model.RangerPolicy;
import org.apache.ranger.plugin.model.RangerServiceDef;

/**
 * A file that Ranger Admin imports. Its class for the whole file, {@code RangerExportPolicyList},
 * is in no library; the two fields that it adds to a list are here, and a policy is Ranger's own
 * class.
 *
 * @param metaDataInfo who wrote the file, for Ranger's log of changes
 * @param policies in the order in which they are created
 */
record PolicyFile(Map<String, Object> metaDataInfo, List<RangerPolicy> policies) {
  /** By the fields of Ranger's classes; their annotations would let unknown ones pass. */
  private static final JsonMapper STRICT =
      JsonMapper.builder()
          .disable(MapperFeature.USE_ANNOTATIONS)
          .visibility(PropertyAccessor.ALL, Visibility.NONE)
          .visibility(PropertyAccessor.FIELD, Visibility.ANY)
          .build();

  /** Fails where Ranger's classes do not have a field of that name and type. */
  static PolicyFile read(String json) throws JsonProcessingException {
    Whole whole = STRICT.readValue(json, Whole.class);
    return new PolicyFile(whole.metaDataInfo, whole.policies);
  }

  /** What Ranger has as the definition of a type of service, such as hdfs. */
  static RangerServiceDef serviceDef(String type) throws IOException {
    try (InputStream in =
        RangerPolicy.class.getResourceAsStream(
            "/service-defs/ranger-servicedef-" + type + ".json")) {
      return STRICT.readValue(in, RangerServiceDef.class);
    }
  }

  private static final class Whole {
    private Map<String, Object> metaDataInfo;
    private List<RangerPolicy> policies;
  }
}
