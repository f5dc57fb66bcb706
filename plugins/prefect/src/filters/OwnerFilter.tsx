import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { prefectTranslationRef } from '../translation';
import { FilterSelect } from './FilterSelect';
import { nameOfEntity } from './nameOfEntity';
import { MY_TEAMS, NOBODY } from './owners';
import { useMyTeams } from './useMyTeams';

type Props = {
  /** Entity refs of those who own something here. */
  owners: readonly string[];
  values: readonly string[];
  onChange(values: readonly string[]): void;
};

/** A filter by owner: the reader's own teams first, nobody last. */
export function OwnerFilter({ owners, values, onChange }: Props) {
  const { t } = useTranslationRef(prefectTranslationRef);
  const mine = useMyTeams();
  return (
    <FilterSelect
      label={t('filters.owner')}
      choices={[
        ...(mine && mine.refs.length > 0
          ? [{ value: MY_TEAMS, label: t('filters.myTeams') }]
          : []),
        ...owners.map(ref => ({ value: ref, label: nameOfEntity(ref) })),
        { value: NOBODY, label: t('kit.owner.none') },
      ]}
      values={values}
      onChange={onChange}
    />
  );
}
