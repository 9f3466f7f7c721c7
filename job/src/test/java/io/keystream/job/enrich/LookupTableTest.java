package io.keystream.job.enrich;

import static org.assertj.core.api.Assertions.assertThat;

import io.keystream.job.record.Seed;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.catalyst.expressions.UnsafeProjection;
import org.apache.spark.sql.catalyst.expressions.UnsafeRow;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.unsafe.types.UTF8String;
import org.junit.jupiter.api.Test;

/** The table that rows are looked up in, compared with a map. */
class LookupTableTest {
  private static final UnsafeProjection TEXT =
      UnsafeProjection.create(new DataType[] {DataTypes.StringType});
  private static final UnsafeProjection PAIR =
      UnsafeProjection.create(new DataType[] {DataTypes.IntegerType, DataTypes.StringType});

  @Test
  void findsWhatAMapFinds() throws Exception {
    Random random = Seed.random(Seed.next());
    Map<String, String> expected = new HashMap<>();
    LookupTable.Builder builder = new LookupTable.Builder();
    for (int i = 0; i < 100_000; i++) {
      String key = "k" + random.nextInt(80_000);
      String value = "v".repeat(random.nextInt(30)) + i;
      boolean isNew = expected.putIfAbsent(key, value) == null;
      assertThat(builder.add(text(key), pair(i, value))).isEqualTo(isNew);
    }
    LookupTable table = copyOf(builder.build());

    assertThat(table.rows()).isEqualTo(expected.size());
    assertThat(table.bytes()).isLessThan(150L * expected.size());
    UnsafeRow found = new UnsafeRow(2);
    for (int i = 0; i < 80_000; i++) {
      String key = "k" + i;
      assertThat(table.find(text(key), found)).as(key).isEqualTo(expected.containsKey(key));
      if (expected.containsKey(key)) {
        assertThat(found.getString(1)).isEqualTo(expected.get(key));
      }
    }
  }

  @Test
  void holdsRowsThatAreLargerThanAPage() {
    String large = "x".repeat(3 << 20);
    LookupTable.Builder builder = new LookupTable.Builder();
    builder.add(text("a"), pair(1, "small"));
    builder.add(text("b"), pair(2, large));
    builder.add(text("c"), pair(3, "small"));
    LookupTable table = builder.build();

    UnsafeRow found = new UnsafeRow(2);
    assertThat(table.find(text("b"), found)).isTrue();
    assertThat(found.getString(1)).isEqualTo(large);
    assertThat(table.find(text("c"), found)).isTrue();
    assertThat(found.getInt(0)).isEqualTo(3);
    assertThat(table.bytes()).isGreaterThan(3 << 20);
  }

  @Test
  void anEmptyTableHasNothing() {
    LookupTable table = new LookupTable.Builder().build();

    assertThat(table.find(text("a"), new UnsafeRow(2))).isFalse();
    assertThat(table.rows()).isZero();
  }

  @Test
  void rowsMayHaveNoColumns() {
    UnsafeProjection nothing = UnsafeProjection.create(new DataType[0]);
    LookupTable.Builder builder = new LookupTable.Builder();
    IntStream.range(0, 100)
        .forEach(i -> builder.add(text("k" + i), nothing.apply(new GenericInternalRow(0))));

    assertThat(builder.build().find(text("k7"), new UnsafeRow(0))).isTrue();
  }

  private static UnsafeRow text(String text) {
    return TEXT.apply(new GenericInternalRow(new Object[] {UTF8String.fromString(text)}));
  }

  private static UnsafeRow pair(int number, String text) {
    return PAIR.apply(new GenericInternalRow(new Object[] {number, UTF8String.fromString(text)}));
  }

  /** As an executor gets it. */
  private static LookupTable copyOf(LookupTable table) throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(table);
    }
    try (ObjectInputStream in =
        new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
      return (LookupTable) in.readObject();
    }
  }
}
