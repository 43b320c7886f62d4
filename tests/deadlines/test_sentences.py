"""Deadline phrases are found inside whole sentences of plans, and nothing else is taken for one."""

import pytest

from plan_data.deadlines import DeadlineContext, find_deadline_phrases

PLAN_OF_2018 = DeadlineContext(year=2018)

# A sentence of a plan, and under it the deadline phrases in it, each after an arrow.
_SENTENCES = """
Tỷ lệ hộ nghèo toàn tỉnh giảm trong năm 2018 là 2,50%, đến cuối năm 2018 tỷ lệ hộ nghèo toàn tỉnh còn
5,93% (theo Quyết định số 38/QĐ-UBND ngày 03/01/2018 của UBND tỉnh).
  -> trong năm 2018
  -> đến cuối năm 2018

Hướng dẫn UBND các huyện xây dựng Kế hoạch thực hiện Chương trình giảm nghèo nhanh và bền vững năm 2018.

cập nhật thông tin hộ nghèo các năm 2016, 2017 và 2018 vào cơ sở dữ liệu quốc gia; đảm bảo vận hành,
khai thác, sử dụng từ quý III năm 2018.
  -> từ quý III năm 2018

Lễ phát động tổ chức ngày 16/4/2018 tại quảng trường, theo Quyết định số 12/QĐ-UBND ngày 05/3/2018.
  -> ngày 16/4/2018

xây dựng bộ tiêu chí trường học an toàn, trình Giám đốc Sở ban hành giữa tháng 10/2018.
  -> giữa tháng 10/2018

bố trí theo kế hoạch đầu tư công trung hạn 2016 - 2020; giảm nghèo năm 2019 và các năm tiếp theo.

xong trước ngày Quốc khánh 02/9/2018; gửi tài liệu chậm nhất ngày 5 tháng 12.
  -> xong trước ngày Quốc khánh 02/9/2018
  -> chậm nhất ngày 5 tháng 12

Ban hành Kế hoạch tổng điều tra hộ nghèo năm 2018 của cấp huyện trước ngày 20/8/2018; chỉ đạo hoàn thiện
Tổng điều tra, rà soát hộ nghèo, hộ cận nghèo năm 2018 trước ngày 20/11/2018.
  -> trước ngày 20/8/2018
  -> trước ngày 20/11/2018

thực hiện chỉ tiêu tiếp cận các dịch vụ xã hội cơ bản năm 2018 xong trước Quý I năm 2018. Trong đó, kế
hoạch phải cụ thể đến từng hộ nghèo.
  -> xong trước Quý I năm 2018

trình UBND tỉnh phương án phân bổ kinh phí sự nghiệp năm 2018, trong tháng 01/2018.
  -> trong tháng 01/2018

hỗ trợ phát triển sản xuất trên địa bàn tỉnh giai đoạn 2016-2020 theo hướng hỗ trợ có điều kiện, báo cáo
UBND tỉnh trong Quý I năm 2018;
  -> trong Quý I năm 2018

đánh giá giữa kỳ kết quả thực hiện CTMTQG GNBV giai đoạn 2016-2020 vào tháng 11/2018 theo quy định.
  -> vào tháng 11/2018

Thường xuyên đôn đốc tiến độ; đánh giá giữa kỳ kết quả giai đoạn 2016 - 2020 vào cuối năm 2018 theo quy
định.
  -> vào cuối năm 2018

học sinh thuộc hộ nghèo vùng đồng bào dân tộc thiểu số năm học 2016-2017 và 2017-2018.

tăng cường tuyên truyền về lợi ích của bảo hiểm y tế toàn dân, đảm bảo thường xuyên, liên tục trong năm.

rà soát hộ nghèo theo chuẩn nghèo giai đoạn 2011 - 2015, báo cáo UBND tỉnh trong Quý II năm 2018.
  -> trong Quý II năm 2018

Báo cáo kết quả qua Sở Lao động - Thương binh và Xã hội định kỳ vào trước ngày 01/6/2018 và ngày
01/12/2018.
  -> định kỳ vào trước ngày 01/6/2018 và ngày 01/12/2018

Định kỳ báo cáo, đánh giá kết quả thực hiện qua Ban Dân tộc trước ngày 01/6/2018 và ngày 01/12/2018.
  -> trước ngày 01/6/2018 và ngày 01/12/2018

mua thẻ bảo hiểm y tế, trợ cấp xã hội hàng tháng cho đối tượng bảo trợ xã hội...

Chịu trách nhiệm trước UBND tỉnh về các chỉ tiêu giảm nghèo được giao năm 2018 của địa phương.

ứng trước nguồn kinh phí cho các bệnh viện; tổng kết 10 năm thực hiện Chương trình

tại địa bàn 7 huyện nghèo theo Nghị quyết 30a của Chính phủ và các xã thuộc Chương trình 135

Theo Thông tư số 15/2017/TT-BTC ngày 15/02/2017 và Thông tư số 18/2017/TT-BNNPTNT ngày 09/10/2017.

hộ nghèo từ 30% trở lên theo Quyết định số 289-QĐ/TU ngày 27/5/2016

Quyết định này có hiệu lực thi hành kể từ ngày 05/11/2019, thay thế Quyết định ngày 01/6/2015.

Bảng giá đất áp dụng ổn định đến ngày 31/12/2019; vốn năm 2016 được kéo dài đến 31/12/2017.

Nhiệm vụ chuyển tiếp từ năm 2022, mỗi doanh nghiệp kiểm tra không quá 01 lần/năm.

Số liệu tính đến ngày 31/12/2017; dự toán chi thường xuyên năm 2018.

Đường dây nóng trực 24/7; 3/4 số xã và đến 2/3 số thôn đạt chuẩn.

Các đơn vị gửi báo cáo quý trước ngày 20 của tháng cuối quý, báo cáo năm trước ngày 15/12 để tổng hợp.
  -> trước ngày 20 của tháng cuối quý
  -> trước ngày 15/12

Trong thời hạn 10 ngày làm việc kể từ ngày nhận được văn bản, Sở Tài chính thẩm định.
  -> Trong thời hạn 10 ngày làm việc kể từ ngày nhận được văn bản

Thời gian thực hiện: Quý II-III/2018. Đơn vị chủ trì: Sở Nội vụ.
  -> Quý II-III/2018

Thời hạn hoàn thành: 30/6/2018
  -> 30/6/2018

Báo cáo trước ngày 20 hằng tháng, tháng 12 báo cáo cả năm; nộp chậm nhất ngày 05 hằng tháng (tháng 6, 7).
  -> trước ngày 20 hằng tháng
  -> tháng 12
  -> chậm nhất ngày 05 hằng tháng (tháng 6, 7)

công khai danh sách doanh nghiệp nợ thuế trên 90 ngày trước ngày 20/10.
  -> trước ngày 20/10

Gửi kết quả trước 15 giờ 00 thứ Sáu hằng tuần, từ ngày 05/10 đến ngày 26/10; họp sáng thứ Sáu.
  -> trước 15 giờ 00 thứ Sáu hằng tuần, từ ngày 05/10 đến ngày 26/10

"""


def _rows() -> list[tuple[str, list[str]]]:
    rows = []
    for block in _SENTENCES.strip().split("\n\n"):
        lines = block.split("\n")
        phrases = [line.removeprefix("  -> ") for line in lines if line.startswith("  -> ")]
        rows.append((" ".join(lines[: len(lines) - len(phrases)]), phrases))
    return rows


@pytest.mark.parametrize(("sentence", "phrases"), _rows())
def test_sentence_yields_its_deadline_phrases_and_no_others(sentence: str, phrases: list[str]) -> None:
    found = find_deadline_phrases(sentence, PLAN_OF_2018)
    assert [one.phrase for one in found] == phrases
    assert all(sentence[one.start : one.end] == one.phrase for one in found)


def test_qualifier_is_carried_to_the_second_date_of_a_found_phrase() -> None:
    (found,) = find_deadline_phrases("định kỳ vào trước ngày 01/6/2018 và ngày 01/12/2018.", PLAN_OF_2018)
    assert [str(deadline.due_on) for deadline in found.deadlines] == ["2018-05-31", "2018-11-30"]


def test_places_are_right_after_decomposed_characters() -> None:
    sentence = "Ho\u0302\u0323 ngheo\u0300 trước ngày 15/8/2018."
    (found,) = find_deadline_phrases(sentence, PLAN_OF_2018)
    assert sentence[found.start : found.end] == "trước ngày 15/8/2018"
