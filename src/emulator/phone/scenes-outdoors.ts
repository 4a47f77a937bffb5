import { cloth, block, disc, glow, hills, letters, person, shape, stroke, tree, wash, type Pen } from './scene-pen'

/** Painters by the caption of their picture. */
export const outdoors: Record<string, (pen: Pen) => void> = {
  志愿者(pen) {
    wash(pen, '#bfe3f2', '#eaf6e6', 0, 620)
    glow(pen, 1060, 150, 420, 'rgb(255 247 205 / 0.95)')
    hills(pen, 470, 34, 1, '#a9d3a0')
    for (let i = 0; i < 7; i += 1)
      tree(pen, 70 + i * 195, 560 + (i % 3) * 16, 300 + (i % 2) * 60, i % 2 ? '#6fae74' : '#5a9c66')
    hills(pen, 600, 14, 3, '#8cc47f')
    for (let i = 0; i < 6; i += 1) {
      const x = 150 + i * 196
      person(pen, x, 470 + (i % 2) * 36, 300, '#fff7ec', i + 1)
      block(pen, x - 82, 572 + (i % 2) * 36, 62, 250, '#e4573d', 24)
      block(pen, x + 20, 572 + (i % 2) * 36, 62, 250, '#e4573d', 24)
    }
  },
  山野徒步(pen) {
    wash(pen, '#f9c58d', '#fdeccf', 0, 640)
    glow(pen, 860, 330, 480, 'rgb(255 250 224 / 0.95)')
    disc(pen, 860, 330, 72, '#fff6dc')
    hills(pen, 440, 90, 0.4, '#c9a2a0')
    hills(pen, 540, 70, 2.2, '#96808f')
    hills(pen, 660, 56, 4.1, '#5f6b74')
    for (let i = 0; i < 5; i += 1) {
      const x = 250 + i * 168
      const y = 590 + Math.sin(i * 1.3) * 16
      block(pen, x - 46, y + 50, 40, 86, cloth(i + 3), 16)
      person(pen, x, y, 150, cloth(i), i)
      stroke(pen, '#34404a', 15, [x - 14, y + 170], [x - 24, y + 262])
      stroke(pen, '#34404a', 15, [x + 14, y + 170], [x + 30, y + 262])
      stroke(pen, '#d8c7ae', 6, [x + 46, y + 100], [x + 70, y + 262])
    }
    hills(pen, 846, 22, 1.2, '#3d4b4a')
  },
  社区花园(pen) {
    wash(pen, '#d3ecf5', '#f4f6df', 0, 470)
    for (let i = 0; i < 5; i += 1) {
      block(pen, 40 + i * 260, 170 + (i % 2) * 50, 200, 330, ['#f0dcc5', '#e5c9ae', '#f3e4d2'][i % 3]!, 6)
      for (let pane = 0; pane < 6; pane += 1)
        block(pen, 66 + i * 260 + (pane % 2) * 92, 208 + (i % 2) * 50 + Math.floor(pane / 2) * 84, 58, 50, '#a9c9d4', 5)
    }
    hills(pen, 470, 10, 0, '#9bc873')
    for (let bed = 0; bed < 4; bed += 1) {
      const y = 566 + bed * 104
      shape(
        pen,
        '#8a6242',
        [60 - bed * 40, y],
        [1220 + bed * 40, y],
        [1250 + bed * 40, y + 54],
        [30 - bed * 40, y + 54],
      )
      for (let i = 0; i < 15; i += 1) {
        const x = 90 + i * 78 + (bed % 2) * 30
        stroke(pen, '#4f8f4f', 8, [x, y + 26], [x, y - 14])
        disc(pen, x - 14, y, 16, '#63a75c', 0.6)
        disc(pen, x + 14, y - 4, 16, '#63a75c', 0.6)
        if ((i + bed) % 2) disc(pen, x, y - 20, 15, cloth(i + bed))
      }
    }
    person(pen, 330, 368, 230, '#5b7fb9', 2)
    person(pen, 950, 380, 230, '#e07a5f', 5)
  },
  公益骑行(pen) {
    wash(pen, '#9fd4ee', '#e9f7f4', 0, 560)
    glow(pen, 230, 150, 360, 'rgb(255 252 226 / 0.95)')
    hills(pen, 430, 60, 2.4, '#8fc1a9')
    hills(pen, 520, 24, 0.6, '#6fb07c')
    shape(pen, '#6d7480', [0, 640], [1280, 600], [1280, 960], [0, 960])
    for (let i = 0; i < 6; i += 1)
      shape(pen, '#f4f1e6', [40 + i * 220, 868], [150 + i * 220, 862], [156 + i * 220, 878], [44 + i * 220, 884])
    for (let i = 0; i < 4; i += 1) {
      const x = 200 + i * 290
      const y = 730 - i * 14
      for (const wheel of [-84, 84]) {
        pen.strokeStyle = '#2f3640'
        pen.lineWidth = 11
        pen.beginPath()
        pen.arc(x + wheel, y, 66, 0, Math.PI * 2)
        pen.stroke()
      }
      stroke(pen, cloth(i + 1), 13, [x - 84, y], [x - 24, y - 90], [x + 62, y - 90], [x + 84, y])
      stroke(pen, cloth(i + 1), 13, [x - 24, y - 90], [x + 6, y], [x + 62, y - 90], [x + 52, y - 126])
      person(pen, x - 16, y - 282, 168, cloth(i), i)
      disc(pen, x - 16, y - 300, 36, cloth(i + 1), 0.66)
      stroke(pen, '#39424d', 22, [x - 14, y - 92], [x + 30, y - 46], [x + 6, y + 6])
    }
  },
  便民摊位(pen) {
    wash(pen, '#f6e7cf', '#fbf4e6', 0, 560)
    for (let i = 0; i < 5; i += 1) tree(pen, 90 + i * 280, 560, 330, i % 2 ? '#a7c796' : '#94ba88')
    block(pen, 0, 560, 1280, 400, '#d9cfbf')
    stroke(pen, '#8d7a66', 18, [190, 260], [190, 830])
    stroke(pen, '#8d7a66', 18, [1090, 260], [1090, 830])
    person(pen, 430, 400, 260, '#3d8c84', 1)
    person(pen, 640, 386, 270, '#f2b84b', 2)
    person(pen, 850, 404, 260, '#5b7fb9', 4)
    for (let i = 0; i < 10; i += 1) {
      const x = 140 + i * 100
      block(pen, x, 150, 100, 150, i % 2 ? '#fffaf0' : '#e4573d')
      disc(pen, x + 50, 300, 50, i % 2 ? '#fffaf0' : '#e4573d', 0.7)
    }
    block(pen, 150, 636, 980, 220, '#fffaf2', 8)
    letters(pen, '免费咨询 · 资料自取', 640, 772, 74, '#c8452f')
    block(pen, 130, 614, 1020, 30, '#b98252', 8)
    for (let i = 0; i < 6; i += 1) block(pen, 210 + i * 150, 588 - (i % 2) * 10, 96, 30, cloth(i), 4)
  },
}
