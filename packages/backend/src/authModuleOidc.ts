import { createBackendModule } from '@backstage/backend-plugin-api';
import { oidcAuthenticator } from '@backstage/plugin-auth-backend-module-oidc-provider';
import {
  authProvidersExtensionPoint,
  createOAuthProviderFactory,
} from '@backstage/plugin-auth-node';

/** On a User entity: the `sub` that the configured OIDC provider gives this person. */
const ANNOTATION_OIDC_SUBJECT = 'prefect.io/oidc-subject';

/**
 * Signs people in through OIDC. A person is known by the provider's `sub`, which is never
 * given to anybody else; an e-mail address may be (OpenID Connect Core 1.0, section 5.7).
 */
export default createBackendModule({
  pluginId: 'auth',
  moduleId: 'oidc-subject',
  register(reg) {
    reg.registerInit({
      deps: { providers: authProvidersExtensionPoint },
      async init({ providers }) {
        providers.registerProvider({
          providerId: 'oidc',
          factory: createOAuthProviderFactory({
            authenticator: oidcAuthenticator,
            signInResolver: (info, ctx) =>
              ctx.signInWithCatalogUser({
                annotations: {
                  [ANNOTATION_OIDC_SUBJECT]:
                    info.result.fullProfile.userinfo.sub,
                },
              }),
          }),
        });
      },
    });
  },
});
