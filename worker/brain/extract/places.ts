/** Words that open and close Chinese addresses. */

const provinces =
  '北京 天津 上海 重庆 河北 山西 辽宁 吉林 黑龙江 江苏 浙江 安徽 福建 江西 山东 河南 湖北 湖南 广东 海南 四川 贵州 云南 陕西 甘肃 青海 台湾 内蒙古 广西 西藏 宁夏 新疆 香港 澳门';
const cities =
  '广州 深圳 杭州 南京 苏州 成都 武汉 西安 郑州 长沙 青岛 宁波 东莞 佛山 无锡 合肥 厦门 福州 济南 沈阳 大连 哈尔滨 长春 昆明 石家庄 太原 南昌 南宁 贵阳 兰州 海口 乌鲁木齐 呼和浩特 银川 西宁 拉萨 温州 常州 徐州 珠海 中山 惠州 泉州 嘉兴 绍兴 金华 台州 南通 扬州 烟台 潍坊 洛阳';

/** Provinces and large cities, for building shapes. */
export const REGIONS = `${provinces} ${cities}`.split(' ').join('|');

const facilities =
  '小区 大厦 广场 公寓 花园 家园 新村 社区 园区 科技园 工业园 产业园 软件园 艺术区 公园 大楼 写字楼 酒店 大酒店 饭店 宾馆 会馆 会所 商场 百货 超市 市场 商城 医院 学校 大学 中学 小学 学院 中心 体育场 体育馆 博物馆 图书馆 美术馆 火车站 汽车站 地铁站 高铁站 车站 机场 码头 电视塔 驿站 快递柜 便利店 别墅 山庄 度假村 苑 府 城 塔 桥 寺 庙 院 园 馆 宫 站 店';

/** What a building's name ends in, longest first. */
export const FACILITIES = facilities
  .split(' ')
  .sort((left, right) => right.length - left.length)
  .join('|');
