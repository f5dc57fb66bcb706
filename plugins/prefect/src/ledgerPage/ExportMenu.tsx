import type {
  LedgerEntryPage,
  LedgerFormat,
} from '@backstage-prefect/backstage-plugin-prefect-common';
import {
  toastApiRef,
  useApi,
  useTranslationRef,
} from '@backstage/frontend-plugin-api';
import { Button, Menu, MenuItem, MenuTrigger } from '@backstage/ui';
import { RiDownloadLine, RiLockLine } from '@remixicon/react';
import { useMutation } from '@tanstack/react-query';
import { prefectApiRef, type Request } from '../api';
import { saveFile } from '../kit';
import { prefectTranslationRef } from '../translation';

type Props = {
  /** What the list shows. */
  request: Omit<Request<'listLedger'>, 'cursor' | 'limit'>;
  /** Undefined until it is known. */
  audits: LedgerEntryPage['audits'] | undefined;
};

const ENDINGS: Record<LedgerFormat, string> = {
  csv: 'csv',
  ocsf: 'ocsf.jsonl',
  jsonl: 'jsonl',
};

/** Saves what the list shows, or for who may audit everything the whole ledger. */
export function ExportMenu({ request, audits }: Props) {
  const { t } = useTranslationRef(prefectTranslationRef);
  const toasts = useApi(toastApiRef);
  const save = useExport(request);
  const mayAll = audits === 'everything';
  return (
    <MenuTrigger>
      <Button
        size="small"
        variant="secondary"
        iconStart={<RiDownloadLine aria-hidden />}
        isPending={save.isPending}
      >
        {t('ledgerPage.export.button')}
      </Button>
      <Menu>
        <MenuItem onAction={() => save.mutate('csv')}>
          {t('ledgerPage.export.csv')}
        </MenuItem>
        <MenuItem onAction={() => save.mutate('ocsf')}>
          {t('ledgerPage.export.ocsf')}
        </MenuItem>
        {mayAll ? (
          <MenuItem onAction={() => save.mutate('jsonl')}>
            {t('ledgerPage.export.jsonl')}
          </MenuItem>
        ) : (
          <MenuItem
            iconStart={<RiLockLine aria-hidden />}
            onAction={() =>
              toasts.post({
                title: t('ledgerPage.export.denied'),
                status: 'info',
              })
            }
          >
            {t('kit.locked', { action: t('ledgerPage.export.jsonl') })}
          </MenuItem>
        )}
      </Menu>
    </MenuTrigger>
  );
}

function useExport(request: Props['request']) {
  const { t } = useTranslationRef(prefectTranslationRef);
  const api = useApi(prefectApiRef);
  const toasts = useApi(toastApiRef);
  return useMutation({
    mutationFn: async (format: LedgerFormat) => {
      const filter = format === 'jsonl' ? {} : request;
      const name = `ledger-${nameOf(new Date())}.${ENDINGS[format]}`;
      saveFile(name, await api.exportLedger({ ...filter, format }));
      return name;
    },
    onSuccess: name =>
      toasts.post({
        title: t('ledgerPage.export.done', { name }),
        status: 'success',
      }),
    onError: error =>
      toasts.post({
        title: t('ledgerPage.export.failed', { reason: error.message }),
        status: 'danger',
      }),
  });
}

/** A moment as it may stand in the name of a file. */
function nameOf(time: Date): string {
  return time.toISOString().slice(0, 19).replaceAll(':', '-');
}
