import type {
  OwnershipHealth,
  PrefectInstance,
} from '@backstage-prefect/backstage-plugin-prefect-common';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  type ChangeFilter,
  FilterBar,
  FilterSelect,
  NOBODY,
  OwnerFilter,
  TextFilter,
} from '../filters';
import { prefectTranslationRef } from '../translation';
import type { OwnershipFilter } from './ownershipFilter';

type Props = {
  filter: OwnershipFilter;
  /** Undefined until they are known. */
  counts: OwnershipHealth['counts'] | undefined;
  instances: readonly Pick<PrefectInstance, 'id' | 'title'>[];
  onChange: ChangeFilter<OwnershipFilter>;
  onClear?(): void;
};

/** Filters by name, team and instance, the last two with how many each has. */
export function OwnershipFilters({
  filter,
  counts,
  instances,
  onChange,
  onClear,
}: Props) {
  const { t } = useTranslationRef(prefectTranslationRef);
  const owners = counts?.owners ?? [];
  const countOf = (instance: string) =>
    counts?.instances.find(each => each.instance === instance)?.count ?? 0;
  return (
    <FilterBar onClear={onClear}>
      <TextFilter
        label={t('ownership.filter.text')}
        value={filter.q}
        onChange={q => onChange({ q }, 'replace')}
      />
      <OwnerFilter
        owners={owners.flatMap(({ owner }) => owner ?? [])}
        counts={
          new Map(owners.map(({ owner, count }) => [owner ?? NOBODY, count]))
        }
        values={filter.owner}
        onChange={owner => onChange({ owner })}
      />
      <FilterSelect
        label={t('ownership.filter.instance')}
        choices={instances.map(({ id, title }) => ({
          value: id,
          label: t('filters.counted', {
            name: title,
            total: String(countOf(id)),
          }),
        }))}
        values={filter.instance}
        onChange={instance => onChange({ instance })}
      />
    </FilterBar>
  );
}
