import { writeSync } from 'node:fs';
import { text } from 'node:stream/consumers';
import { create } from '@actions/glob';
import type { FoundFiles, Wanted } from './find-files.ts';

// Looks for files below the working directory with GitHub's own library for patterns, whose words go to the ordinary output.

const { patterns, options } = JSON.parse(await text(process.stdin)) as Wanted;
const globber = await create(patterns, options);
const found: FoundFiles = { paths: await globber.glob(), searchPaths: globber.getSearchPaths() };
writeSync(3, JSON.stringify(found));
