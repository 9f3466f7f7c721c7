package com.example;

import java.math.BigDecimal;
import org.apache.spark.sql.api.java.UDF1;

/** An amount in cents as one in euros. */
public final class Euros implements UDF1<Long, BigDecimal> {
  private static final long serialVersionUID = 1L;

  @Override
  public BigDecimal call(Long cents) {
    return cents == null ? null : BigDecimal.valueOf(cents, 2);
  }
}
