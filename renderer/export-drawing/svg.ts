/** An attribute's value, or null where there is none. */
type Value = string | number | null | undefined;

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};
/** What XML 1.0 has no way to write: control characters but for white space, halves of pairs. */
const FORBIDDEN = /[^\t\n\r\P{Cc}]|[\uFFFE\uFFFF]|\p{Cs}/gu;

/** A text as it stands in XML, in an element or an attribute. */
export const escapeXml = (text: string): string =>
  text.replaceAll(FORBIDDEN, '').replaceAll(/[&<>"']/g, (sign) => ENTITIES[sign]!);

/** One element of an SVG; `inside` is XML already. */
export function element(name: string, attributes: Readonly<Record<string, Value>>, inside = ''): string {
  const written = Object.entries(attributes).flatMap(([key, value]) =>
    value === null || value === undefined
      ? []
      : [` ${key}="${escapeXml(typeof value === 'number' ? writeNumber(value) : value)}"`],
  );
  return inside === '' ? `<${name}${written.join('')}/>` : `<${name}${written.join('')}>${inside}</${name}>`;
}

/** At most two digits behind the point. */
const writeNumber = (value: number): string => String(Math.round(value * 100) / 100);
