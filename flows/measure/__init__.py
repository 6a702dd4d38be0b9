"""Files that teams have -> what they show: data sets, evaluation results, usage exports. Bytes in, a measurement out."""
