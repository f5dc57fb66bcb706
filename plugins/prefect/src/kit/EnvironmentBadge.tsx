import { Badge } from '@backstage/ui';

/** The environment of an instance, such as `production`. */
export function EnvironmentBadge({ environment }: { environment: string }) {
  return <Badge size="small">{environment}</Badge>;
}
