// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <map>
#include <set>

#include "datasets/project/project_store.h"

namespace anchor {

/// Images that lint marked, by the name of the finding's kind.
using ImageMarks = std::map<std::string, std::set<int64_t>>;

/// What a person typed to find images. Words must be in the path; other terms are key:value, a minus in front
/// turns a term round, quotes hold spaces together:
///   class:NAME  split:train|val|test|none  state:labelled|unlabelled|negative  review:verified|unsure|none
///   flag:difficult|truncated|occluded|crowd  origin:person|import|model|proposal  attribute:NAME=VALUE
///   boxes:[a,b]  score:[a,b]  size:[a,b] (square root of the area, pixels)  aspect:[a,b] (width / height)
///   centre:[x1,y1,x2,y2] (of the image's sides)  predictions:yes  unreadable:yes  lint:KIND  lint:any
///   regex:EXPRESSION
/// Upper and lower case are the same in keys, in their values and, unless two classes differ in nothing else,
/// in the names of classes. What has a colon in quotes is looked for in the path.
/// Older versions called predictions: ghosts:, and unreadable: trouble:.
/// Terms about boxes must hold for one and the same box, so class:WBC size:[0,50] finds small white cells.
struct ImageQuery {
  struct Term {
    std::string key, value;
    bool inverted = false;
  };
  std::vector<Term> terms;
};

/// Throws UserError that names the term and what it may be.
ImageQuery parseImageQuery(const std::string& text);

/// The terms of a query as they were typed, with their quotes.
std::vector<std::string> typedTerms(const std::string& text);
/// A name as a term's value: in quotes where it needs them.
std::string quotedTerm(const std::string& value);
/// What may stand before a colon, in the order of a list for a person.
const std::vector<std::string>& queryKeys();
/// The values that a key knows; empty for names and numbers.
std::vector<std::string> queryValues(const std::string& key);

/// In the order of images(). Throws UserError for a class that the project lacks.
std::vector<int64_t> matchingImages(const ProjectStore& project, const ImageQuery& query,
                                    const ImageMarks& marks);

/// How much a person would teach the model by labelling an image, from its predictions: the objects it
/// expects to lack a label (the sum of scores) and what it is unsure about (1 at a score of 0.5, 0 at 0 and
/// 1). Images without predictions are left out.
std::map<int64_t, double> labellingGain(const ProjectStore& project);

}  // namespace anchor
