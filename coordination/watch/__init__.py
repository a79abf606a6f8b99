"""What is watched: notes of single reports to those who asked, thresholds that page, shifts handed over in writing."""
