import type { Localized } from '#shared/graph/diagnostic';
import type { DockTab, LeftTab } from '../state/settings-store';

export interface TourStep {
  readonly title: Localized;
  readonly text: Localized;
  /** What it is about: an element with this `data-tour`. */
  readonly anchor: string;
  readonly side: 'top' | 'right' | 'bottom' | 'left';
  /** What must be in front for it to be seen. */
  readonly leftTab?: LeftTab;
  readonly dockTab?: DockTab;
}

/** The welcome tour: from a layer to a network that learns. */
export const TOUR_STEPS: readonly TourStep[] = [
  {
    title: { en: 'Drag layers', ko: '층을 끌어 놓으세요' },
    text: {
      en: 'Drag a layer from this list onto the canvas, or onto a wire to put it in between. A double-click on the canvas finds one by its name.',
      ko: '목록에서 층을 캔버스로 끌어다 놓습니다. 연결선 위에 놓으면 그 사이에 끼워집니다. 캔버스를 두 번 클릭하면 이름으로 찾을 수 있습니다.',
    },
    anchor: 'palette',
    side: 'right',
    leftTab: 'layers',
  },
  {
    title: { en: 'Shapes follow every edit', ko: '고치는 대로 모양이 바뀝니다' },
    text: {
      en: 'Every block shows its output shape and how many parameters it has. What does not fit is marked at once, mostly with a button that repairs it. Ctrl+Z takes back everything.',
      ko: '블록마다 출력 모양과 파라미터 수가 보입니다. 맞지 않는 곳은 바로 표시되고, 대부분 버튼 하나로 고칠 수 있습니다. Ctrl+Z를 누르면 무엇이든 되돌립니다.',
    },
    anchor: 'canvas',
    side: 'top',
  },
  {
    title: { en: 'Train', ko: '학습하기' },
    text: {
      en: 'The network on the canvas is ready to learn to read digits. Press Train: it runs on this machine and can be paused, stopped or taken step by step.',
      ko: '캔버스에 있는 신경망은 손글씨 숫자를 배울 준비가 되어 있습니다. 학습하기를 누르세요. 이 컴퓨터에서 학습하며, 잠시 멈추거나 한 스텝씩 진행할 수 있습니다.',
    },
    anchor: 'train',
    side: 'bottom',
  },
  {
    title: { en: 'Watch it learn', ko: '배우는 모습을 보세요' },
    text: {
      en: 'Loss and accuracy are drawn here, step by step, while the pictures in the blocks change. Health tells how gradients flow through every layer.',
      ko: '손실과 정확도가 스텝마다 여기에 그려지고 블록 속 그림도 함께 바뀝니다. 건강 탭에서는 층마다 기울기가 어떻게 흐르는지 볼 수 있습니다.',
    },
    anchor: 'dock',
    side: 'top',
    dockTab: 'charts',
  },
  {
    title: { en: 'Look inside', ko: '안을 들여다보세요' },
    text: {
      en: 'Select a block to change its parameters and to see its filters, feature maps and distributions. Help explains the layer; a click on any number says why it is that number.',
      ko: '블록을 고르면 설정을 바꾸고 필터와 특징 맵, 값의 분포를 볼 수 있습니다. 도움말은 층을 설명하고, 숫자를 누르면 왜 그 값인지 알려 줍니다.',
    },
    anchor: 'inspector',
    side: 'left',
  },
];
