package io.keystream.job.ranger;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.List;
import org.apache.ranger.plugin.model.RangerPolicy;
import org.apache.ranger.plugin.model.RangerService;
import org.apache.ranger.plugin.model.RangerServiceDef;
import org.apache.ranger.plugin.model.validation.RangerPolicyValidator;
import org.apache.ranger.plugin.model.validation.RangerValidator.Action;
import org.apache.ranger.plugin.store.ServiceStore;

/** A Ranger with the services of CDP and no policy, asked whether it would create one. */
final class EmptyRanger {
  private final RangerService service;
  private final RangerServiceDef definition;

  private EmptyRanger(RangerService service, RangerServiceDef definition) {
    this.service = service;
    this.definition = definition;
  }

  /**
   * Has Ranger Admin's own validator judge the policy as an administrator's; its message if it is
   * refused.
   */
  static void create(RangerPolicy policy) throws Exception {
    RangerServiceDef definition = PolicyFile.serviceDef(policy.getServiceType());
    definition.setId(1L);
    RangerService service = new RangerService();
    service.setId(1L);
    service.setName(policy.getService());
    service.setType(policy.getServiceType());
    new RangerPolicyValidator(new EmptyRanger(service, definition).store())
        .validate(policy, Action.CREATE, true);
  }

  private ServiceStore store() {
    return (ServiceStore)
        Proxy.newProxyInstance(
            ServiceStore.class.getClassLoader(),
            new Class<?>[] {ServiceStore.class},
            (proxy, method, arguments) -> answer(method, arguments));
  }

  private Object answer(Method method, Object[] arguments) {
    return switch (method.getName()) {
      case "getServiceByName", "getServiceByDisplayName" ->
          service.getName().equals(arguments[0]) ? service : null;
      case "getServiceDefByName", "getServiceDefByDisplayName" ->
          definition.getName().equals(arguments[0]) ? definition : null;
      case "getPoliciesByResourceSignature" -> List.of();
      case "getPolicyId" -> null;
      case "getPolicies" -> List.of();
      default -> throw new UncheckedIOException(new IOException("not asked for: " + method));
    };
  }
}
