"""From a submission to a report: jobs on an executor, results collected."""
