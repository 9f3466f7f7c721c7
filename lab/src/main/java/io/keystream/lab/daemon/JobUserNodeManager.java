package io.keystream.lab.daemon;

import java.io.IOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * Runs YARN's NodeManager, telling it that this machine's user is called like the job's.
 *
 * <p>A secured NodeManager hands out and collects a container's logs only if their files belong to
 * the user of the application. On a cluster a setuid root program sees to that; here everything
 * runs as whoever started the lab, and every log would be refused.
 */
public final class JobUserNodeManager {
  private static final String NODE_MANAGER =
      "org.apache.hadoop.yarn.server.nodemanager.NodeManager";
  private static final String NATIVE_IO = "org.apache.hadoop.io.nativeio.NativeIO$POSIX";

  /** Far enough in the future that the entry never expires, and no sum with it overflows. */
  private static final long NEVER = Long.MAX_VALUE / 2;

  private JobUserNodeManager() {}

  /**
   * Starts the NodeManager.
   *
   * @param arguments the name of the job's user
   */
  public static void main(String[] arguments) throws IOException, ReflectiveOperationException {
    nameThisUser(arguments[0]);
    Class.forName(NODE_MANAGER)
        .getMethod("main", String[].class)
        .invoke(null, (Object) new String[0]);
  }

  /** Puts a name for the current user id into Hadoop's cache of user names. */
  static void nameThisUser(String name) throws IOException, ReflectiveOperationException {
    Constructor<?> cachedName =
        Class.forName(NATIVE_IO + "$CachedName").getConstructor(String.class, long.class);
    cachedName.setAccessible(true);
    cache().put(currentUserId(), cachedName.newInstance(name, NEVER));
  }

  @SuppressWarnings("unchecked")
  private static Map<Integer, Object> cache() throws ReflectiveOperationException {
    Field cache = Class.forName(NATIVE_IO).getDeclaredField("USER_ID_NAME_CACHE");
    cache.setAccessible(true);
    return (Map<Integer, Object>) cache.get(null);
  }

  private static Integer currentUserId() throws IOException {
    return (Integer) Files.getAttribute(Path.of("/proc/self"), "unix:uid");
  }
}
