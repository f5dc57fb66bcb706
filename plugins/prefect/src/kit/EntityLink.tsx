import { parseEntityRef } from '@backstage/catalog-model';
import { useRouteRef } from '@backstage/frontend-plugin-api';
import { entityRouteRef } from '@backstage/plugin-catalog-react';
import { Link } from '@backstage/ui';

/** An entity by its name, linked to its page. */
export function EntityLink({
  entityRef,
  title,
}: {
  entityRef: string;
  title?: string;
}) {
  const { kind, namespace, name } = parseEntityRef(entityRef);
  const href = useRouteRef(entityRouteRef)?.({ kind, namespace, name });
  const label = title ?? name;
  return href ? <Link href={href}>{label}</Link> : <>{label}</>;
}
