import { DATASETS } from '#shared/data/table';
import type { Params } from '#shared/graph/document';
import { defaultParams } from '#shared/graph/params';
import { hashText, keyOf } from '#shared/random/counter';

/** The point of class `label` as Python, given `label`, `share`, `uniform()` and `normal()`. */
const POINTS: Readonly<Record<string, string>> = {
  xor: `corner = 0 if uniform() < 0.5 else 1
other = corner if label == 0 else 1 - corner
return corner + noise * normal(), other + noise * normal()`,
  circles: `angle, radius = 2 * math.pi * share, 1 if label == 0 else 0.5
return radius * math.cos(angle) + noise * normal(), radius * math.sin(angle) + noise * normal()`,
  moons: `angle = math.pi * share
x, y = math.cos(angle), math.sin(angle)
if label == 1:
    x, y = 1 - x, 0.5 - y
return x + noise * normal(), y + noise * normal()`,
  blobs: `angle = 2 * math.pi * label / classes
return 2 * math.cos(angle) + noise * normal(), 2 * math.sin(angle) + noise * normal()`,
  spirals: `angle, radius = 3 * math.pi * share + 2 * math.pi * label / classes, 0.05 + 0.95 * share
return radius * math.cos(angle) + noise * normal(), radius * math.sin(angle) + noise * normal()`,
};

const hex = (key: number): string => `0x${key.toString(16).toUpperCase()}`;

/** Points in the plane, number for number those of the project: the same counter-based random numbers (see `shared/random/counter.ts`). */
export function writeGenerator(dataset: string, given: Params): string {
  const params = { ...defaultParams(DATASETS[dataset]!.params), ...given };
  const size = params['size'] as number;
  const classes = (params['classes'] as number | undefined) ?? 2;
  const seed = params['seed'] as number;
  const part = (purpose: string, count: number) => {
    const key = keyOf(seed, hashText(dataset), hashText(purpose));
    const orderKey = keyOf(key, hashText('shuffle'), 0);
    return `points(${count}, ${hex(key)}, ${hex(orderKey)})`;
  };
  const point = POINTS[dataset]!.replaceAll('\n', '\n    ');
  return `noise, classes = ${params['noise'] as number}, ${classes}


def mix(x):
    """32 bits from 32 bits, as good as random."""
    x ^= x >> 16
    x = x * 0x7FEB352D & 0xFFFFFFFF
    x ^= x >> 15
    x = x * 0x846CA68B & 0xFFFFFFFF
    return x ^ x >> 16


def bits(key, index):
    return mix(index * 0x9E3779B9 + key & 0xFFFFFFFF)


def point(label, share, uniform, normal):
    """A point of class label; share runs from 0 to 1 over the points of the class."""
    ${point}


def points(count, key, order_key):
    per_class = -(-count // classes)
    order = list(range(per_class))
    for i in range(per_class - 1, 0, -1):
        j = bits(order_key, i) * (i + 1) >> 32
        order[i], order[j] = order[j], order[i]
    x, y = [], []
    for i in range(count):
        own, drawn = mix((key ^ i) + 0x9E3779B9 & 0xFFFFFFFF), iter(range(1000))
        uniform = lambda: (bits(own, next(drawn)) >> 8) / 2**24
        normal = lambda: NormalDist().inv_cdf(uniform() + 2**-25)
        x.append(point(i % classes, order[i // classes] / per_class, uniform, normal))
        y.append(i % classes)
    return np.array(x, "float32"), np.array(y)


x_train, y_train = ${part('train', size)}
x_test, y_test = ${part('test', Math.max(classes, Math.round(size / 2)))}`;
}
