import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  Button,
  Dialog,
  DialogBody,
  DialogFooter,
  DialogHeader,
  Text,
} from '@backstage/ui';
import { prefectTranslationRef } from '../../translation';

type Props = { name: string; onClose(): void; onConfirm(): void };

/** Asks before a run's work is stopped. */
export function CancelDialog({ name, onClose, onConfirm }: Props) {
  const { t } = useTranslationRef(prefectTranslationRef);
  return (
    <Dialog isOpen width={440} onOpenChange={isOpen => isOpen || onClose()}>
      <DialogHeader>{t('runPage.cancelDialog.title', { name })}</DialogHeader>
      <DialogBody>
        <Text as="p" style={{ margin: 0 }}>
          {t('runPage.cancelDialog.description')}
        </Text>
      </DialogBody>
      <DialogFooter>
        <Button variant="secondary" onPress={onClose}>
          {t('runPage.cancelDialog.keep')}
        </Button>
        <Button
          variant="primary"
          destructive
          onPress={() => {
            onClose();
            onConfirm();
          }}
        >
          {t('runPage.cancelDialog.confirm')}
        </Button>
      </DialogFooter>
    </Dialog>
  );
}
