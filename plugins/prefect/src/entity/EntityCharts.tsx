import { chartFilter, Charts, type ChartsProps } from '../charts';
import { useUrlFilter } from '../filters';

type Props = { of: Omit<ChartsProps['of'], 'by' | 'owner'> };

/** How the runs of an entity's deployments fared over time. */
export function EntityCharts({ of }: Props) {
  const [filter, change] = useUrlFilter(chartFilter);
  return (
    <Charts
      of={{ by: 'deployment', ...of }}
      filter={filter}
      onChange={change}
    />
  );
}
