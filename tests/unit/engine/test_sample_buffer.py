from cleanrep.engine.sample_buffer import MAX_SPAN_S, SampleBuffer
from cleanrep.model.samples import Sample


def fill(n: int, step_s: float = 1.0) -> SampleBuffer:
    buffer = SampleBuffer()
    for index in range(n):
        buffer.push(Sample(index * step_s, index, None), float(index))
    return buffer


def test_a_slice_holds_both_ends() -> None:
    span = fill(20).slice(3.0, 7.0)
    assert [sample.frame for sample in span.samples] == [3, 4, 5, 6, 7]
    assert span.rising.tolist() == [3.0, 4.0, 5.0, 6.0, 7.0]


def test_a_slice_of_nothing_is_empty() -> None:
    assert fill(5).slice(10.0, 20.0).samples == []
    assert SampleBuffer().slice(0.0, 1.0).samples == []


def test_what_is_no_longer_needed_is_forgotten() -> None:
    buffer = fill(20)
    buffer.trim(12.5)
    assert [sample.frame for sample in buffer.slice(0.0, 99.0).samples] == list(range(13, 20))


def test_nothing_is_kept_for_longer_than_a_repetition_can_last() -> None:
    buffer = fill(1000)
    buffer.trim(0.0)
    kept = buffer.slice(0.0, 1e9).samples
    assert kept[-1].time_s - kept[0].time_s <= MAX_SPAN_S
    SampleBuffer().trim(5.0)
