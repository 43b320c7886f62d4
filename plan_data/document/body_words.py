"""How the names of bodies begin, the offices of persons before them, and the verbs behind them."""

import re
from typing import Final

BODY_HEADS: Final = (
    r"Sở|Ban|Vụ|Chi cục|Cục|Trung tâm|Văn phòng|Công ty|Tổng công ty|Trường|Bệnh viện|Hội|Liên minh"
    r"|Liên hiệp|Liên đoàn|Đài"
    r"|Báo|Phòng|Trạm|Công an|Bộ Chỉ huy|Bộ đội|Viện|Kho bạc|Ngân hàng|Quỹ|Tập đoàn|Điện lực|Viễn thông"
    r"|Bưu điện|VNPT"
    r"|Đoàn|Đảng ủy|Đảng uỷ|Tổ|Hạt|Đội|Vườn|Khu|Ủy ban|Uỷ ban|UBND|Thanh tra|Tòa án|Toà án"
    r"|Viện kiểm sát|Học viện"
    r"|Bảo tàng|Thư viện|Nhà|Hiệp hội|HTX|Hợp tác xã|Mặt trận|MTTQ|Chi nhánh|Thuế|Thống kê|Hải quan"
    r"|Bộ|Tổng cục|Cơ quan|Khoa|Chi bộ|Huyện ủy|Huyện uỷ|Thành ủy|Thành uỷ|Thị ủy|Thị uỷ|Tỉnh ủy|Tỉnh uỷ"
    r"|Tiểu ban"
    r"|Công chức|Cán bộ|BCĐ"
    r"|TTYT|TTGDTX|BQL|BCH|Thôn|Xã|Phường|Bí thư|Cấp(?=\s(?:cơ sở|tỉnh|huyện|xã|trên cơ sở"
    r"|trung ương)\b)|Xí nghiệp|Nhà máy|Lâm trường|Nông trường|Tiểu đội|Hội đồng"
    r"|Viettel|MobiFone|VinaPhone|Agribank|Vietcombank|VietinBank|BIDV|EVN\w*|PC|Giáo viên|GVCN|GV|BGH"
    r"|Ban Giám hiệu"
)
VERBS: Final = (
    r"chủ trì|phối hợp|có trách nhiệm|chịu trách nhiệm|thực hiện|(?<!đầu tư )xây dựng|tổ chức"
    r"|tham mưu|hướng dẫn|triển khai|ban hành"
    r"|tiếp tục|chủ động|rà soát|báo cáo|(?<![Cc]ông )(?<![Qq]uy )(?<![Cc]hương )trình|là"
    r"|(?<![Vv]iệc )làm|căn cứ|theo|tăng cường|đẩy mạnh|(?<![Cc]ông )lập|cung cấp"
    r"|thông báo|tổng hợp"
    r"|kiểm tra|đôn đốc|theo dõi|bố trí|cử|đăng ký|hoàn thành|gửi|phải|cần|cập nhật|thẩm định|quan tâm"
    r"|vận động|nghiêm túc"
    r"|(?<![Cc]huyển )giao|tham gia|tiếp nhận|đánh giá|xử lý|giám sát|khảo sát|công khai|nghiên cứu"
    r"|quản lý chặt"
    r"|chi trả|mua sắm|ký kết|niêm yết"
    r"|thường xuyên|định kỳ|trên cơ sở|tiến hành|phân công|quán triệt|khẩn trương|đề xuất|giúp|chỉ đạo"
    r"|bảo đảm|đảm bảo"
    r"|thành lập|công bố|phổ biến|đăng tải|tuyên truyền|mở|duy trì|nâng cao|thẩm tra|phát động|hỗ trợ"
    r"|tập trung|xác định|chuẩn bị|(?<!Đăng )ký|kiểm định|biên soạn|dự thảo|trang bị"
    r"|vận hành|tập huấn|bồi dưỡng"
    r"|phân bổ|phê duyệt|giải quyết|phát sóng|đưa tin|in ấn|phát hành|lấy ý kiến|ứng trực|trực ban"
    r"|sẵn sàng|khắc phục|sửa chữa|nâng cấp|lắp đặt|cắm|treo|phun|tiêm|khám|xét nghiệm|điều tra"
    r"|khởi công|nghiệm thu|huy động"
    r"|trồng|chăm sóc|cung ứng|dự trữ|hoàn thiện|hoàn tất|cân đối|điều chỉnh|sắp xếp|ra quân|quyết toán"
    r"|đối chiếu|phát thanh|thu nhận|xác minh|xác nhận|kiểm kê|thống nhất|ghi nhận|tổng kết|sơ kết|đốc thúc"
    r"|bàn giao|rút kinh nghiệm|xét|khen thưởng|trích|mua|(?<!hai )(?<!các )cấp|thu|nộp|số hóa|số hoá"
    r"|đào tạo nghề|tự"
)
# Verbs and things that begin like the name of a body.
NO_BODY: Final = (
    r"vụ (?:đông|xuân|hè|thu|mùa|chiêm|việc|án|cháy)|ban hành|ban bố|tổ chức|báo cáo|hội nghị|hội thảo"
    r"|hội thi|hội chợ|hội diễn|hội đồng|hội chứng"
    r"|phòng,? chống|phòng ngừa"
    r"|phòng cháy|phòng bệnh|phòng tránh|khu vực|đội ngũ|nhà nước|nhà ở|đoàn kết|trường hợp"
    r"|thống kê (?:số|tình|các|danh)"
    r"|thanh tra,|thanh tra (?:việc|các)|quỹ đất|tổ công tác(?! xã hội)|đài thọ|cán bộ,|xã hội|báo chí"
    r"|ban đầu|viện phí"
    r"|bộ (?:chỉ số|tiêu chí|luật|thủ tục|máy|câu hỏi|tài liệu|công cụ|đề|môn|sách|dữ liệu|quy)"
)
BODY_NAME = re.compile(rf"(?!(?i:{NO_BODY}))(?:{BODY_HEADS})\b")
HAS_VERB = re.compile(rf"\b(?:{VERBS})\b")  # in small letters: "Ban Xây dựng Đảng" is a name
_PERSON: Final = (
    r"(?:(?:các\s+)?(?:sở|ban|ngành|đơn vị|cơ quan|huyện|xã|phường|địa phương)(?:[,\s]+(?:sở|ban|ngành"
    r"|đơn vị|sau|gồm))*\s*:\s*)?"
    r"(?:(?:đề nghị|đồng chí|các đồng chí|ông|bà|ban thường trực|thường trực|ban thường vụ|lãnh đạo)\s+)*"
    r"(?:(?:phó\s+)?(?:giám đốc|chủ tịch|tổng giám đốc|bí thư|thủ trưởng|trưởng ban|trưởng|chánh"
    r"|cục trưởng|hiệu trưởng|viện trưởng|chỉ huy trưởng|"
    r"người đứng đầu)\s+)?"
)
PERSON = re.compile(_PERSON, re.IGNORECASE)
PLACE_KINDS: Final = "huyện|quận|thị xã|thành phố|xã|phường|thị trấn|đặc khu"
