import { cloth, block, disc, glow, letters, listener, person, shape, stroke, wash, type Pen } from './scene-pen'

/** Painters by the caption of their picture. */
export const indoors: Record<string, (pen: Pen) => void> = {
  读书会(pen) {
    wash(pen, '#f7ead6', '#ecd3ae')
    for (let shelf = 0; shelf < 3; shelf += 1) {
      for (let book = 0; book < 22; book += 1) {
        const height = 84 + ((book * 37 + shelf * 53) % 40)
        block(pen, 90 + book * 26, 222 + shelf * 150 - height, 20, height, cloth(book * 3 + shelf), 3)
      }
      block(pen, 70, 222 + shelf * 150, 610, 14, '#a9754a', 3)
    }
    block(pen, 800, 90, 380, 420, '#cfe6ea', 10)
    glow(pen, 990, 280, 380, 'rgb(255 246 214 / 0.85)')
    stroke(pen, '#fff9ee', 16, [990, 96], [990, 506])
    stroke(pen, '#fff9ee', 16, [806, 300], [1174, 300])
    for (let i = 0; i < 5; i += 1) person(pen, 190 + i * 225, 448 + (i % 2) * 14, 250, cloth(i), i)
    shape(pen, '#b98252', [60, 690], [1220, 690], [1330, 960], [-50, 960])
    block(pen, 60, 680, 1160, 22, '#cb9663', 6)
    for (let i = 0; i < 5; i += 1) {
      const x = 190 + i * 225
      shape(pen, '#fffdf6', [x - 74, 748], [x, 762], [x, 812], [x - 86, 796])
      shape(pen, '#f3ecdc', [x + 74, 748], [x, 762], [x, 812], [x + 86, 796])
    }
  },
  合影(pen) {
    wash(pen, '#7d2e3c', '#b6495a')
    block(pen, 150, 70, 980, 170, '#f8e3bd', 14)
    letters(pen, '2014 年度伙伴见面会', 640, 180, 76, '#8c2f3d')
    glow(pen, 640, 420, 620, 'rgb(255 226 180 / 0.5)')
    for (let i = 0; i < 8; i += 1) person(pen, 118 + i * 149, 352 + (i % 2) * 12, 230, cloth(i + 2), i + 3)
    for (let i = 0; i < 7; i += 1) person(pen, 186 + i * 151, 520 + (i % 3) * 10, 270, cloth(i + 5), i)
    wash(pen, 'rgb(80 20 30 / 0)', 'rgb(70 16 26 / 0.7)', 720)
  },
  分享沙龙(pen) {
    wash(pen, '#39506b', '#22303f')
    block(pen, 300, 90, 760, 420, '#fdfdf8', 8)
    glow(pen, 680, 290, 620, 'rgb(220 238 255 / 0.4)')
    letters(pen, '我们的故事', 680, 236, 80, '#2f4a63')
    for (let i = 0; i < 4; i += 1)
      block(pen, 470 + i * 112, 440 - [70, 120, 96, 160][i]!, 70, [70, 120, 96, 160][i]!, cloth(i), 8)
    person(pen, 178, 340, 300, '#f2b84b', 1)
    stroke(pen, '#e8b48c', 24, [248, 470], [330, 400])
    for (let i = 0; i < 7; i += 1)
      listener(pen, 120 + i * 178, 660 + (i % 2) * 10, 210, i % 2 ? '#2b3b4d' : '#314558', i)
    for (let i = 0; i < 6; i += 1) listener(pen, 200 + i * 186, 796, 250, i % 2 ? '#1d2935' : '#243240', i + 2)
  },
  观影夜(pen) {
    wash(pen, '#141a2c', '#2a2340')
    shape(pen, 'rgb(190 215 255 / 0.14)', [640, -40], [180, 560], [1100, 560])
    block(pen, 200, 130, 880, 430, '#dcebf5', 8)
    sunsetFilm(pen)
    glow(pen, 640, 350, 760, 'rgb(170 205 255 / 0.35)')
    for (let row = 0; row < 3; row += 1)
      for (let i = 0; i < 8; i += 1)
        listener(
          pen,
          70 + i * 165 + (row % 2) * 78,
          640 + row * 96,
          150 + row * 26,
          ['#222a44', '#1b2238', '#12172a'][row]!,
          0,
        )
  },
  手工坊(pen) {
    wash(pen, '#e9d2b4', '#d8b88f')
    for (let i = 0; i < 9; i += 1) stroke(pen, 'rgb(140 98 60 / 0.18)', 4, [0, 60 + i * 112], [1280, 78 + i * 112])
    for (let i = 0; i < 9; i += 1) {
      pen.save()
      pen.translate(170 + (i % 3) * 210, 190 + Math.floor(i / 3) * 230)
      pen.rotate(((i * 47) % 60) / 60 - 0.5)
      block(pen, -78, -78, 164, 164, 'rgb(90 60 30 / 0.16)', 8)
      block(pen, -84, -84, 164, 164, cloth(i), 8)
      shape(pen, 'rgb(255 255 255 / 0.28)', [-84, -84], [80, -84], [-84, 80])
      pen.restore()
    }
    for (let i = 0; i < 4; i += 1) {
      const [x, y] = [
        [930, 230],
        [1120, 400],
        [900, 560],
        [1110, 740],
      ][i]! as [number, number]
      disc(pen, x + 8, y + 12, 104, 'rgb(90 60 30 / 0.18)')
      disc(pen, x, y, 100, '#fffaf0')
      for (let petal = 0; petal < 8; petal += 1)
        disc(pen, x + Math.cos(petal * 0.785) * 48, y + Math.sin(petal * 0.785) * 48, 28, cloth(i + (petal % 2) * 3))
      disc(pen, x, y, 26, '#f8d36a')
    }
  },
  包饺子(pen) {
    wash(pen, '#f1ddc2', '#e2c39a')
    disc(pen, 648, 506, 452, 'rgb(80 50 20 / 0.2)', 0.98)
    disc(pen, 640, 490, 450, '#c7935d')
    disc(pen, 640, 490, 418, '#d8a970')
    for (let ring = 0; ring < 3; ring += 1)
      for (let i = 0; i < 6 + ring * 7; i += 1) {
        const turn = (i / (6 + ring * 7)) * Math.PI * 2 + ring
        pen.save()
        pen.translate(640 + Math.cos(turn) * (110 + ring * 122), 490 + Math.sin(turn) * (110 + ring * 122))
        pen.rotate(turn + Math.PI / 2)
        disc(pen, 4, 7, 50, 'rgb(90 55 20 / 0.22)', 0.56)
        disc(pen, 0, 0, 50, '#fff6e4', 0.56)
        for (let fold = -2; fold <= 2; fold += 1)
          stroke(pen, '#e6d3b1', 4, [fold * 15, -22 + Math.abs(fold) * 3], [fold * 12, -6])
        pen.restore()
      }
    disc(pen, 640, 490, 50, '#f7f1e3')
    disc(pen, 640, 490, 38, '#7fa650')
  },
  签到表(pen) {
    wash(pen, '#6f8f8a', '#4f6f6c')
    pen.save()
    pen.translate(640, 470)
    pen.rotate(-0.06)
    block(pen, -426, -386, 880, 820, 'rgb(0 0 0 / 0.22)', 6)
    block(pen, -440, -400, 880, 820, '#fdfcf7', 6)
    letters(pen, '活动签到表', 0, -306, 60, '#3a3a3a')
    for (let row = 0; row < 9; row += 1) {
      stroke(pen, '#c9cfcc', 3, [-380, -250 + row * 74], [380, -250 + row * 74])
      if (row === 8) continue
      letters(pen, String(row + 1), -336, -202 + row * 74, 32, '#8a8f8d')
      for (let part = 0; part < 3; part += 1) {
        const x = -240 + part * 224
        const y = -214 + row * 74
        const wave = Array.from({ length: 9 }, (_, i): [number, number] => [
          x + i * 15,
          y + Math.sin(i * (1.7 + row * 0.31) + part) * 13,
        ])
        if (row < 7) stroke(pen, row % 3 ? '#30415e' : '#2d2d33', 5, ...wave)
      }
    }
    pen.restore()
    pen.save()
    pen.translate(1050, 690)
    pen.rotate(0.7)
    block(pen, -14, -220, 30, 380, '#22313f', 14)
    block(pen, -14, -220, 30, 90, '#e4573d', 14)
    shape(pen, '#d9c9a8', [-12, 156], [14, 156], [1, 206])
    pen.restore()
  },
}

function sunsetFilm(pen: Pen): void {
  block(pen, 200, 130, 880, 430, '#f2c28b', 8)
  glow(pen, 760, 380, 360, 'rgb(255 244 214 / 0.95)')
  shape(pen, '#a86f6a', [200, 480], [430, 330], [600, 450], [820, 300], [1080, 470], [1080, 560], [200, 560])
  shape(pen, '#5d4a5e', [200, 520], [520, 450], [860, 520], [1080, 480], [1080, 560], [200, 560])
}
