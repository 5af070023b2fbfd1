// What WeChat 8.0 itself runs on; older phones cannot draw the rings either (conic-gradient).
const targets = { ios: '13', chrome: '80' }

module.exports = {
  presets: [['taro', { framework: 'react', ts: true, compiler: 'webpack5', useBuiltIns: false, targets }]],
}
