package com.example;

import org.apache.spark.sql.api.java.UDF1;

/** The first letter of a name, and stars. */
public final class Mask implements UDF1<String, String> {
  private static final long serialVersionUID = 1L;

  @Override
  public String call(String name) {
    return name == null || name.isEmpty() ? null : name.charAt(0) + "***";
  }
}
