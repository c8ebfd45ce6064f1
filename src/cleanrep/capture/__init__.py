"""Sources of frames and samples: video files and landmark logs."""
