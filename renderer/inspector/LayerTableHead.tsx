import { useText } from '../i18n/use-text';

/** Over a table of layers: name, output shape, parameters. */
export function LayerTableHead() {
  const t = useText();
  return (
    <thead className="text-left text-muted">
      <tr className="border-b border-line">
        <th className="w-[48%] py-1 font-normal">{t({ en: 'Layer (type)', ko: '층 (종류)' })}</th>
        <th className="py-1 font-normal">{t({ en: 'Output shape', ko: '출력 모양' })}</th>
        <th className="w-16 py-1 text-right font-normal">{t({ en: 'Param #', ko: '파라미터' })}</th>
      </tr>
    </thead>
  );
}
