"""预警: tells whether a cue word is only the seam of two other words: 流标 in 物流标准, 施工 in 实施工程."""

import re

_ENDING = frozenset(
    "物流 交流 主流 缓解 了解 理解 化解 调解 同等 中等 高等 平等 均等 村落 部落 院落 设立 建立 成立 确立 独立 公开 展开 推进 先进 改进 促进"
    " 劳动 活动 带动 推动 行动 流动 互动 移动 自动 建设 开设 铺设 架设 敷设 组建 扩建 共建 修建 交通 流通 普通 沟通 畅通 联通 检测 监测 观测"
    " 最初 当初 结论 讨论 理论 舆论 现在 存在 所在 创新 更新 革新 高新 全新 重新 实施 设施 措施 民主 自主 业主 平安 落实 充实 核实 客运 货运 水运"
    " 回收 征收 体制 机制 编制 使用 利用 应用 信用 费用 专用 通用 租用 相对 面对 突出 输出 支出 演出 应急 收入 投入 介入 表达 传达 整合 综合 目前"
    " 公用 生产 水产 增产 安全 健全 资金 基金 竞争 战争 后备 具备 筛选 首选 保有 所有".split()
)
_BEGINNING = frozenset(
    "标准 标志 标识 标杆 标签 约束 约定 待遇 待业 选址 选择 选拔 选举 选聘 选育 项目 场馆 场地 场所 场景 场站 工资 工作 工程 工业 工厂 工具 工艺"
    " 工人 工商 工伤 计划 计算 计量 成立 成果 成效 成功 成为 成长 成员 车辆 车站 车位 车间 车道 量化 设想 设置 设备 设施 证明 证书 业务 业绩 业主"
    " 业态 产业 产值 产品 产能 体系 体制 体育 体验 体检 装备 装饰 装配 增长 增加 增速 增强 增值 增效 增收 建设 建立 建筑 建议 展示 展览 展会"
    " 现有 现场 现状 营收 水利 水平 水质 水务 气象 气候 集中 集团 集体 集聚 接近 接待 定位 定期 地方 地形 地区 地下 地块 地质 批次 批发 批准"
    " 育人 育种 收入 收益 放心 放宽 放管 达到 据点 用品 用工 用能 进行 进度 进出 审批 审议 工地 取消 取得 备案 备份 有效 有序 有关 出口 出行".split()
)
_COMPOUND = re.compile(r"(?:市场|经营|责任|投资|实施|创新|参与|纳税|监管|服务|诉讼)主体|[检监观]测量")


def is_seam(text: str, start: int, end: int) -> bool:
    """Tells whether the characters from ``start`` to ``end`` join the end of one word with the beginning of another."""
    if text[start - 1 : start + 1] in _ENDING and text[end - 1 : end + 1] in _BEGINNING:
        return True
    around = _COMPOUND.search(text, max(0, start - 4), end + 4)
    return around is not None and around.start() < start and end <= around.end()
