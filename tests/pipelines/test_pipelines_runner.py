import pytest
from apache_beam.options.pipeline_options import DirectOptions, StandardOptions

from pipelines.command import UsageError
from pipelines.runner import IN_PROCESS, beam_options, runs_in_this_process


@pytest.mark.parametrize(
    ("arguments", "runner", "in_this_process"),
    [
        ([], IN_PROCESS, True),
        (["--runner=DirectRunner"], IN_PROCESS, True),
        (["--runner", "directrunner"], IN_PROCESS, True),
        (["--runner=FnApiRunner"], IN_PROCESS, True),
        (["--direct_running_mode=multi_processing", "--direct_num_workers=2"], IN_PROCESS, False),
        (["--runner=FlinkRunner", "--flink_master=host:8081", "--known_to_the_job_server=1"], "FlinkRunner", False),
        (["--runner=PrismRunner"], "PrismRunner", False),
    ],
)
def test_the_runner_is_this_process_unless_another_is_named(arguments, runner, in_this_process):
    options = beam_options(arguments)
    assert options.view_as(StandardOptions).runner == runner
    assert runs_in_this_process(options) == in_this_process


def test_options_reach_beam():
    assert beam_options(["--direct_num_workers", "3"]).view_as(DirectOptions).direct_num_workers == 3


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["--runer=FlinkRunner"], "write --runner"),
        (["--ouput", "x"], "write --output"),
        (["--nothing_like_it"], "there is no option --nothing_like_it"),
        (["b.txt"], "put a pattern in quotes"),
        (["--runner=FlinkRunner", "b.txt"], "put a pattern in quotes"),
        (["--direct_running_mode=threads"], "invalid choice"),
    ],
)
def test_a_wrong_option_is_refused_with_what_to_write(arguments, says):
    with pytest.raises(UsageError, match=says):
        beam_options(arguments, ["--output"])
