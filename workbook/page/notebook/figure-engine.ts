import Plotly from 'plotly.js-dist';

// plotly's own Korean locale is not part of plotly.js-dist.
Plotly.register({
  moduleType: 'locale',
  name: 'ko',
  dictionary: {
    Autoscale: '자동 축척',
    'Box Select': '상자 선택',
    'Click to enter X axis title': 'x축 제목 입력',
    'Click to enter Y axis title': 'y축 제목 입력',
    'Double-click on legend to isolate one trace': '범례를 두 번 누르면 그 곡선만 보입니다',
    'Double-click to zoom back out': '두 번 누르면 원래대로 돌아갑니다',
    'Download plot': '그림 저장',
    'Download plot as a png': 'PNG 파일로 저장',
    'Download plot as a PNG': 'PNG 파일로 저장',
    'Orbital rotation': '궤도 회전',
    Pan: '이동',
    Reset: '되돌리기',
    'Reset axes': '축 되돌리기',
    'Reset camera to default': '시점 되돌리기',
    'Reset camera to last save': '저장한 시점으로 되돌리기',
    'Turntable rotation': '수평 회전',
    Zoom: '확대',
    'Zoom in': '확대',
    'Zoom out': '축소',
  },
  format: {
    days: ['일요일', '월요일', '화요일', '수요일', '목요일', '금요일', '토요일'],
    shortDays: ['일', '월', '화', '수', '목', '금', '토'],
    months: ['1월', '2월', '3월', '4월', '5월', '6월', '7월', '8월', '9월', '10월', '11월', '12월'],
    shortMonths: ['1월', '2월', '3월', '4월', '5월', '6월', '7월', '8월', '9월', '10월', '11월', '12월'],
    date: '%Y년 %m월 %d일',
  },
});

export { Plotly };
