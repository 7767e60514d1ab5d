target triple = "x86_64-unknown-linux-gnu"

define i64 @hotloop_entry(ptr noalias %frame, ptr noalias %host) nounwind "min-legal-vector-width"="256" {
entry:
  %v0 = alloca ptr
  %v0.data = alloca ptr
  %v0.len = alloca i64
  %v0.dim1 = alloca i64
  %v1 = alloca i64
  %v2 = alloca ptr
  %v2.data = alloca ptr
  %v2.len = alloca i64
  %v2.dim1 = alloca i64
  %v3 = alloca i64
  %v4 = alloca i64
  %v5 = alloca i64
  %v6 = alloca i64
  %v7 = alloca i64
  %v8 = alloca i64
  %v9 = alloca i64
  %v10 = alloca i64
  %v11 = alloca i64
  %v12 = alloca i64
  %v13 = alloca double
  %v14 = alloca double
  %v15 = alloca i64
  %v16 = alloca i64
  %v17 = alloca i64
  %v18 = alloca i64
  %v19 = alloca i64
  %v20 = alloca i64
  %v21 = alloca i64
  %v22 = alloca i64
  %v23 = alloca i64
  %v24 = alloca i64
  %v25 = alloca i64
  %v26 = alloca double
  %v27 = alloca double
  %v28 = alloca i1
  %v29 = alloca i1
  %v30 = alloca i64
  %v31 = alloca i64
  %v32 = alloca i64
  %v33 = alloca i64
  %v34 = alloca double
  %v35 = alloca double
  %v36 = alloca double
  %v37 = alloca i64
  %v38 = alloca i64
  %v39 = alloca i1
  %v40 = alloca i1
  %v41 = alloca i1
  %v42 = alloca i1
  %v43 = alloca i64
  %v44 = alloca i64
  %v45 = alloca double
  %v46 = alloca i64
  %v47 = alloca i64
  %v48 = alloca i64
  %v49 = alloca i64
  %v50 = alloca i64
  %v51 = alloca i64
  %v52 = alloca i64
  %v53 = alloca i64
  %v54 = alloca i64
  %v55 = alloca i64
  %v56 = alloca double
  %v57 = alloca double
  %v58 = alloca double
  %v59 = alloca i64
  %v60 = alloca i64
  %v61 = alloca i1
  %v62 = alloca i1
  %v63 = alloca i1
  %v64 = alloca i1
  %v65 = alloca i1
  %exit_id = alloca i64
  %countdown = alloca i64
  %s0 = alloca ptr
  %s1 = alloca i64
  %s2 = alloca ptr
  %captures51 = alloca [3 x i64]
  %s61 = alloca i1
  %s41 = alloca i1
  %s10 = alloca i64
  %s62 = alloca i1
  %s29 = alloca i1
  %s21 = alloca i64
  %s63 = alloca i1
  %s42 = alloca i1
  %s14 = alloca double
  %s9 = alloca i64
  %s6 = alloca i64
  %s7 = alloca i64
  %s8 = alloca i64
  %s64 = alloca i1
  %s65 = alloca i1
  %s51 = alloca i64
  %s48 = alloca i64
  %s49 = alloca i64
  %s50 = alloca i64
  %t1 = getelementptr i64, ptr %frame, i64 0
  %t2 = load ptr, ptr %t1
  store ptr %t2, ptr %v0
  %t3 = load ptr, ptr %v0
  %t4 = getelementptr i8, ptr %t3, i64 0
  %t5 = load ptr, ptr %t4
  store ptr %t5, ptr %v0.data
  %t6 = getelementptr i8, ptr %t3, i64 8
  %t7 = load i64, ptr %t6
  store i64 %t7, ptr %v0.len
  %t8 = getelementptr i8, ptr %t3, i64 16
  %t9 = load i64, ptr %t8
  store i64 %t9, ptr %v0.dim1
  %t10 = getelementptr i64, ptr %frame, i64 1
  %t11 = load i64, ptr %t10
  store i64 %t11, ptr %v1
  %t12 = getelementptr i64, ptr %frame, i64 2
  %t13 = load ptr, ptr %t12
  store ptr %t13, ptr %v2
  %t14 = load ptr, ptr %v2
  %t15 = getelementptr i8, ptr %t14, i64 0
  %t16 = load ptr, ptr %t15
  store ptr %t16, ptr %v2.data
  %t17 = getelementptr i8, ptr %t14, i64 8
  %t18 = load i64, ptr %t17
  store i64 %t18, ptr %v2.len
  %t19 = getelementptr i8, ptr %t14, i64 16
  %t20 = load i64, ptr %t19
  store i64 %t20, ptr %v2.dim1
  %t21 = getelementptr i8, ptr %host, i64 16
  %t22 = load i64, ptr %t21
  store i64 %t22, ptr %countdown
  store i1 true, ptr %v61
  store i1 true, ptr %v62
  store i1 true, ptr %v63
  store i1 true, ptr %v64
  store i1 true, ptr %v65
  %t23 = load ptr, ptr %v0
  store ptr %t23, ptr %s0
  %t24 = load i64, ptr %v1
  store i64 %t24, ptr %s1
  %t25 = load ptr, ptr %v2
  store ptr %t25, ptr %s2
  store i64 0, ptr %exit_id
  ; undo flags
  store i64 0, ptr %v6
  store i64 1, ptr %v7
  %t27 = load i64, ptr %v0.len
  %t28 = call i64 @llvm.smax.i64(i64 %t27, i64 0)
  store i64 %t28, ptr %v8
  store i64 0, ptr %v9
  store i64 0, ptr %v10
  store i1 false, ptr %v41
  store i64 0, ptr %v21
  store i1 false, ptr %v29
  store double 0x0000000000000000, ptr %v14
  store i1 false, ptr %v42
  store i64 0, ptr %v9
  %t29 = load i64, ptr %v0.len
  %t30 = call i64 @llvm.smax.i64(i64 %t29, i64 0)
  %t31 = icmp sge i64 %t30, 4
  br label %head6
head6:
  br i1 %t31, label %long6, label %short6
long6:
  %t32 = load i64, ptr %v9
  %t33 = load i64, ptr %v1
  %t34 = add i64 %t33, -1
  %t35 = call i64 @llvm.smax.i64(i64 %t34, i64 0)
  %t36 = icmp sgt i64 %t35, 0
  %t37 = call {i64, i1} @llvm.ssub.with.overflow.i64(i64 1, i64 %t33)
  %t38 = extractvalue {i64, i1} %t37, 1
  %t39 = xor i1 %t38, true
  %t40 = load i64, ptr %v0.dim1
  %t41 = icmp slt i64 0, %t40
  %t42 = load i64, ptr %v0.len
  %t43 = call i64 @llvm.smax.i64(i64 %t42, i64 0)
  %t44 = add i64 %t43, -1
  %t45 = load i64, ptr %v9
  %t46 = select i1 %t41, i64 %t44, i64 %t45
  %t47 = select i1 %t39, i64 %t46, i64 %t45
  %t48 = load i64, ptr %v2.len
  %t49 = call i64 @llvm.smin.i64(i64 %t47, i64 %t48)
  %t50 = select i1 %t36, i64 %t49, i64 %t45
  %t52 = sub i64 %t50, %t32
  %t53 = icmp sge i64 %t52, 4
  br i1 %t53, label %strips51, label %scalar51
strips51:
  %t54 = load ptr, ptr %v0
  %t55 = getelementptr i64, ptr %captures51, i64 0
  store ptr %t54, ptr %t55
  %t56 = load i64, ptr %v1
  %t57 = getelementptr i64, ptr %captures51, i64 1
  store i64 %t56, ptr %t57
  %t58 = load ptr, ptr %v2
  %t59 = getelementptr i64, ptr %captures51, i64 2
  store ptr %t58, ptr %t59
  %t60 = getelementptr i8, ptr %host, i64 40
  %t61 = load ptr, ptr %t60
  %t62 = call i64 %t61(ptr %host, i64 0, ptr @hotloop_kernel_0, ptr %captures51, i64 %t32, i64 %t50, i64 %t50, ptr null, i64 0)
  store i64 %t62, ptr %v9
  %t63 = getelementptr i8, ptr %host, i64 16
  %t64 = load i64, ptr %t63
  store i64 %t64, ptr %countdown
  br label %scalar51
scalar51:
  %t65 = load i64, ptr %v9
  %t66 = icmp eq i64 %t32, %t65
  %t67 = load i1, ptr %v61
  %t68 = and i1 %t67, %t66
  store i1 %t68, ptr %v61
  %t69 = load i1, ptr %v62
  %t70 = and i1 %t69, %t66
  store i1 %t70, ptr %v62
  %t71 = load i1, ptr %v63
  %t72 = and i1 %t71, %t66
  store i1 %t72, ptr %v63
  %t73 = load i1, ptr %v64
  %t74 = and i1 %t73, %t66
  store i1 %t74, ptr %v64
  %t75 = load i1, ptr %v65
  %t76 = and i1 %t75, %t66
  store i1 %t76, ptr %v65
  br label %short6
short6:
  %t77 = load ptr, ptr %v0
  store ptr %t77, ptr %s0
  %t78 = load i64, ptr %v1
  store i64 %t78, ptr %s1
  %t79 = load i1, ptr %v61
  store i1 %t79, ptr %s61
  %t80 = load i1, ptr %v41
  store i1 %t80, ptr %s41
  %t81 = load i64, ptr %v10
  store i64 %t81, ptr %s10
  %t82 = load i1, ptr %v62
  store i1 %t82, ptr %s62
  %t83 = load i1, ptr %v29
  store i1 %t83, ptr %s29
  %t84 = load i64, ptr %v21
  store i64 %t84, ptr %s21
  %t85 = load ptr, ptr %v2
  store ptr %t85, ptr %s2
  %t86 = load i1, ptr %v63
  store i1 %t86, ptr %s63
  %t87 = load i1, ptr %v42
  store i1 %t87, ptr %s42
  %t88 = load double, ptr %v14
  store double %t88, ptr %s14
  %t89 = load i64, ptr %v9
  store i64 %t89, ptr %s9
  %t90 = load i64, ptr %v6
  store i64 %t90, ptr %s6
  %t91 = load i64, ptr %v7
  store i64 %t91, ptr %s7
  %t92 = load i64, ptr %v8
  store i64 %t92, ptr %s8
  store i64 5, ptr %exit_id
  ; undo flags
  %t95 = load i64, ptr %countdown
  %t96 = sub i64 %t95, 1
  store i64 %t96, ptr %countdown
  %t97 = icmp slt i64 %t96, 0
  br i1 %t97, label %poll94, label %go94, !prof !1
poll94:
  %t98 = getelementptr i8, ptr %host, i64 24
  %t99 = load ptr, ptr %t98
  %t100 = call i64 %t99(ptr %host, ptr null, i64 0)
  %t101 = getelementptr i8, ptr %host, i64 16
  %t102 = load i64, ptr %t101
  store i64 %t102, ptr %countdown
  %t103 = icmp ne i64 %t100, 0
  br i1 %t103, label %fail, label %go94, !prof !1
go94:
  %t104 = load i64, ptr %v9
  %t105 = load i64, ptr %v0.len
  %t106 = call i64 @llvm.smax.i64(i64 %t105, i64 0)
  %t107 = icmp slt i64 %t104, %t106
  br i1 %t107, label %body6, label %end6, !prof !0
body6:
  %t108 = load i64, ptr %v9
  store i64 %t108, ptr %v10
  store i1 true, ptr %v64
  store i1 true, ptr %v61
  %t109 = load i64, ptr %v0.dim1
  %t110 = icmp slt i64 0, %t109
  br i1 %t110, label %good111, label %fail, !prof !0
good111:
  %t112 = load i64, ptr %v9
  %t113 = load i64, ptr %v0.dim1
  %t114 = mul i64 %t112, %t113
  %t115 = add i64 %t114, 0
  %t116 = load ptr, ptr %v0.data
  %t117 = getelementptr double, ptr %t116, i64 %t115
  %t118 = load double, ptr %t117
  store double %t118, ptr %v45
  %t119 = load double, ptr %v45
  store double %t119, ptr %v14
  store i1 true, ptr %v65
  store i1 true, ptr %v63
  %t120 = load i64, ptr %v1
  %t121 = call {i64, i1} @llvm.ssub.with.overflow.i64(i64 1, i64 %t120)
  %t122 = extractvalue {i64, i1} %t121, 1
  %t123 = xor i1 %t122, true
  br i1 %t123, label %good124, label %fail, !prof !0
good124:
  store i64 1, ptr %v48
  store i64 1, ptr %v49
  %t125 = load i64, ptr %v1
  %t126 = add i64 %t125, -1
  %t127 = call i64 @llvm.smax.i64(i64 %t126, i64 0)
  store i64 %t127, ptr %v50
  store i64 0, ptr %v51
  store i64 0, ptr %v51
  br label %head8
head8:
  %t128 = load ptr, ptr %v0
  store ptr %t128, ptr %s0
  %t129 = load i64, ptr %v1
  store i64 %t129, ptr %s1
  %t130 = load i1, ptr %v64
  store i1 %t130, ptr %s64
  %t131 = load i64, ptr %v10
  store i64 %t131, ptr %s10
  %t132 = load i1, ptr %v62
  store i1 %t132, ptr %s62
  %t133 = load i1, ptr %v29
  store i1 %t133, ptr %s29
  %t134 = load i64, ptr %v21
  store i64 %t134, ptr %s21
  %t135 = load ptr, ptr %v2
  store ptr %t135, ptr %s2
  %t136 = load i1, ptr %v65
  store i1 %t136, ptr %s65
  %t137 = load double, ptr %v14
  store double %t137, ptr %s14
  %t138 = load i64, ptr %v9
  store i64 %t138, ptr %s9
  %t139 = load i64, ptr %v6
  store i64 %t139, ptr %s6
  %t140 = load i64, ptr %v7
  store i64 %t140, ptr %s7
  %t141 = load i64, ptr %v8
  store i64 %t141, ptr %s8
  %t142 = load i64, ptr %v51
  store i64 %t142, ptr %s51
  %t143 = load i64, ptr %v48
  store i64 %t143, ptr %s48
  %t144 = load i64, ptr %v49
  store i64 %t144, ptr %s49
  %t145 = load i64, ptr %v50
  store i64 %t145, ptr %s50
  store i64 6, ptr %exit_id
  ; undo flags
  %t148 = load i64, ptr %countdown
  %t149 = sub i64 %t148, 1
  store i64 %t149, ptr %countdown
  %t150 = icmp slt i64 %t149, 0
  br i1 %t150, label %poll147, label %go147, !prof !1
poll147:
  %t151 = getelementptr i8, ptr %host, i64 24
  %t152 = load ptr, ptr %t151
  %t153 = call i64 %t152(ptr %host, ptr null, i64 0)
  %t154 = getelementptr i8, ptr %host, i64 16
  %t155 = load i64, ptr %t154
  store i64 %t155, ptr %countdown
  %t156 = icmp ne i64 %t153, 0
  br i1 %t156, label %fail, label %go147, !prof !1
go147:
  %t157 = load i64, ptr %v51
  %t158 = load i64, ptr %v1
  %t159 = add i64 %t158, -1
  %t160 = call i64 @llvm.smax.i64(i64 %t159, i64 0)
  %t161 = icmp slt i64 %t157, %t160
  br i1 %t161, label %body8, label %end8, !prof !0
body8:
  %t162 = load i64, ptr %v51
  %t163 = add i64 %t162, 1
  store i64 %t163, ptr %v21
  store i1 true, ptr %v62
  %t164 = load i64, ptr %v51
  %t165 = add i64 %t164, 1
  %t166 = load i64, ptr %v0.dim1
  %t167 = icmp slt i64 %t165, %t166
  br i1 %t167, label %good168, label %fail, !prof !0
good168:
  %t169 = load i64, ptr %v9
  %t170 = load i64, ptr %v0.dim1
  %t171 = mul i64 %t169, %t170
  %t172 = load i64, ptr %v51
  %t173 = add i64 %t172, 1
  %t174 = add i64 %t171, %t173
  %t175 = load ptr, ptr %v0.data
  %t176 = getelementptr double, ptr %t175, i64 %t174
  %t177 = load double, ptr %t176
  store double %t177, ptr %v56
  %t178 = load double, ptr %v14
  %t179 = load double, ptr %v56
  %t180 = fadd double %t178, %t179
  store double %t180, ptr %v57
  %t181 = load double, ptr %v57
  %t182 = call double @llvm.fabs.f64(double %t181)
  %t183 = fcmp olt double %t182, 0x7FF0000000000000
  br i1 %t183, label %good184, label %fail, !prof !0
good184:
  %t185 = load double, ptr %v57
  store double %t185, ptr %v14
  store i1 true, ptr %v29
  br label %next8
next8:
  %t186 = load i64, ptr %v51
  %t187 = add nsw i64 %t186, 1
  store i64 %t187, ptr %v51
  br label %head8
end8:
  br label %end9
end9:
  %t188 = load ptr, ptr %v0
  store ptr %t188, ptr %s0
  %t189 = load i64, ptr %v1
  store i64 %t189, ptr %s1
  %t190 = load i1, ptr %v64
  store i1 %t190, ptr %s64
  %t191 = load i64, ptr %v10
  store i64 %t191, ptr %s10
  %t192 = load i1, ptr %v62
  store i1 %t192, ptr %s62
  %t193 = load i1, ptr %v29
  store i1 %t193, ptr %s29
  %t194 = load i64, ptr %v21
  store i64 %t194, ptr %s21
  %t195 = load ptr, ptr %v2
  store ptr %t195, ptr %s2
  %t196 = load i1, ptr %v65
  store i1 %t196, ptr %s65
  %t197 = load double, ptr %v14
  store double %t197, ptr %s14
  %t198 = load i64, ptr %v9
  store i64 %t198, ptr %s9
  %t199 = load i64, ptr %v6
  store i64 %t199, ptr %s6
  %t200 = load i64, ptr %v7
  store i64 %t200, ptr %s7
  %t201 = load i64, ptr %v8
  store i64 %t201, ptr %s8
  store i64 7, ptr %exit_id
  ; undo flags
  %t203 = load i64, ptr %v9
  %t204 = load i64, ptr %v2.len
  %t205 = icmp slt i64 %t203, %t204
  br i1 %t205, label %good206, label %fail, !prof !0
good206:
  %t207 = load i64, ptr %v9
  %t208 = load ptr, ptr %v2.data
  %t209 = getelementptr double, ptr %t208, i64 %t207
  %t210 = load double, ptr %v14
  store double %t210, ptr %t209
  store i1 true, ptr %v41
  store i1 true, ptr %v42
  br label %next6
next6:
  %t211 = load i64, ptr %v9
  %t212 = add nsw i64 %t211, 1
  store i64 %t212, ptr %v9
  br label %head6
end6:
  br label %end7
end7:
  %t213 = load ptr, ptr %v0
  store ptr %t213, ptr %s0
  %t214 = load i64, ptr %v1
  store i64 %t214, ptr %s1
  %t215 = load i1, ptr %v61
  store i1 %t215, ptr %s61
  %t216 = load i1, ptr %v41
  store i1 %t216, ptr %s41
  %t217 = load i64, ptr %v10
  store i64 %t217, ptr %s10
  %t218 = load i1, ptr %v62
  store i1 %t218, ptr %s62
  %t219 = load i1, ptr %v29
  store i1 %t219, ptr %s29
  %t220 = load i64, ptr %v21
  store i64 %t220, ptr %s21
  %t221 = load ptr, ptr %v2
  store ptr %t221, ptr %s2
  %t222 = load i1, ptr %v63
  store i1 %t222, ptr %s63
  %t223 = load i1, ptr %v42
  store i1 %t223, ptr %s42
  %t224 = load double, ptr %v14
  store double %t224, ptr %s14
  store i64 8, ptr %exit_id
  ; undo flags
  ret i64 0
fail:
  %t226 = load i64, ptr %exit_id
  switch i64 %t226, label %nowhere [ i64 0, label %exit0 i64 5, label %exit5 i64 6, label %exit6 i64 7, label %exit7 i64 8, label %exit8 ]
nowhere:
  unreachable
exit0:
  %t227 = load ptr, ptr %s0
  %t228 = getelementptr i64, ptr %frame, i64 0
  store ptr %t227, ptr %t228
  %t229 = load i64, ptr %s1
  %t230 = getelementptr i64, ptr %frame, i64 1
  store i64 %t229, ptr %t230
  %t231 = load ptr, ptr %s2
  %t232 = getelementptr i64, ptr %frame, i64 2
  store ptr %t231, ptr %t232
  ret i64 1
exit5:
  %t233 = load ptr, ptr %s0
  %t234 = getelementptr i64, ptr %frame, i64 0
  store ptr %t233, ptr %t234
  %t235 = load i64, ptr %s1
  %t236 = getelementptr i64, ptr %frame, i64 1
  store i64 %t235, ptr %t236
  %t237 = load i1, ptr %s61
  %t238 = getelementptr i64, ptr %frame, i64 2
  %t239 = zext i1 %t237 to i64
  store i64 %t239, ptr %t238
  %t240 = load i1, ptr %s41
  %t241 = getelementptr i64, ptr %frame, i64 3
  %t242 = zext i1 %t240 to i64
  store i64 %t242, ptr %t241
  %t243 = load i64, ptr %s10
  %t244 = getelementptr i64, ptr %frame, i64 4
  store i64 %t243, ptr %t244
  %t245 = load i1, ptr %s62
  %t246 = getelementptr i64, ptr %frame, i64 5
  %t247 = zext i1 %t245 to i64
  store i64 %t247, ptr %t246
  %t248 = load i1, ptr %s29
  %t249 = getelementptr i64, ptr %frame, i64 6
  %t250 = zext i1 %t248 to i64
  store i64 %t250, ptr %t249
  %t251 = load i64, ptr %s21
  %t252 = getelementptr i64, ptr %frame, i64 7
  store i64 %t251, ptr %t252
  %t253 = load ptr, ptr %s2
  %t254 = getelementptr i64, ptr %frame, i64 8
  store ptr %t253, ptr %t254
  %t255 = load i1, ptr %s63
  %t256 = getelementptr i64, ptr %frame, i64 9
  %t257 = zext i1 %t255 to i64
  store i64 %t257, ptr %t256
  %t258 = load i1, ptr %s42
  %t259 = getelementptr i64, ptr %frame, i64 10
  %t260 = zext i1 %t258 to i64
  store i64 %t260, ptr %t259
  %t261 = load double, ptr %s14
  %t262 = getelementptr i64, ptr %frame, i64 11
  store double %t261, ptr %t262
  %t263 = load i64, ptr %s9
  %t264 = getelementptr i64, ptr %frame, i64 12
  store i64 %t263, ptr %t264
  %t265 = load i64, ptr %s6
  %t266 = getelementptr i64, ptr %frame, i64 13
  store i64 %t265, ptr %t266
  %t267 = load i64, ptr %s7
  %t268 = getelementptr i64, ptr %frame, i64 14
  store i64 %t267, ptr %t268
  %t269 = load i64, ptr %s8
  %t270 = getelementptr i64, ptr %frame, i64 15
  store i64 %t269, ptr %t270
  ret i64 6
exit6:
  %t271 = load ptr, ptr %s0
  %t272 = getelementptr i64, ptr %frame, i64 0
  store ptr %t271, ptr %t272
  %t273 = load i64, ptr %s1
  %t274 = getelementptr i64, ptr %frame, i64 1
  store i64 %t273, ptr %t274
  %t275 = load i1, ptr %s64
  %t276 = getelementptr i64, ptr %frame, i64 2
  %t277 = zext i1 %t275 to i64
  store i64 %t277, ptr %t276
  %t278 = load i64, ptr %s10
  %t279 = getelementptr i64, ptr %frame, i64 3
  store i64 %t278, ptr %t279
  %t280 = load i1, ptr %s62
  %t281 = getelementptr i64, ptr %frame, i64 4
  %t282 = zext i1 %t280 to i64
  store i64 %t282, ptr %t281
  %t283 = load i1, ptr %s29
  %t284 = getelementptr i64, ptr %frame, i64 5
  %t285 = zext i1 %t283 to i64
  store i64 %t285, ptr %t284
  %t286 = load i64, ptr %s21
  %t287 = getelementptr i64, ptr %frame, i64 6
  store i64 %t286, ptr %t287
  %t288 = load ptr, ptr %s2
  %t289 = getelementptr i64, ptr %frame, i64 7
  store ptr %t288, ptr %t289
  %t290 = load i1, ptr %s65
  %t291 = getelementptr i64, ptr %frame, i64 8
  %t292 = zext i1 %t290 to i64
  store i64 %t292, ptr %t291
  %t293 = load double, ptr %s14
  %t294 = getelementptr i64, ptr %frame, i64 9
  store double %t293, ptr %t294
  %t295 = load i64, ptr %s9
  %t296 = getelementptr i64, ptr %frame, i64 10
  store i64 %t295, ptr %t296
  %t297 = load i64, ptr %s6
  %t298 = getelementptr i64, ptr %frame, i64 11
  store i64 %t297, ptr %t298
  %t299 = load i64, ptr %s7
  %t300 = getelementptr i64, ptr %frame, i64 12
  store i64 %t299, ptr %t300
  %t301 = load i64, ptr %s8
  %t302 = getelementptr i64, ptr %frame, i64 13
  store i64 %t301, ptr %t302
  %t303 = load i64, ptr %s51
  %t304 = getelementptr i64, ptr %frame, i64 14
  store i64 %t303, ptr %t304
  %t305 = load i64, ptr %s48
  %t306 = getelementptr i64, ptr %frame, i64 15
  store i64 %t305, ptr %t306
  %t307 = load i64, ptr %s49
  %t308 = getelementptr i64, ptr %frame, i64 16
  store i64 %t307, ptr %t308
  %t309 = load i64, ptr %s50
  %t310 = getelementptr i64, ptr %frame, i64 17
  store i64 %t309, ptr %t310
  ret i64 7
exit7:
  %t311 = load ptr, ptr %s0
  %t312 = getelementptr i64, ptr %frame, i64 0
  store ptr %t311, ptr %t312
  %t313 = load i64, ptr %s1
  %t314 = getelementptr i64, ptr %frame, i64 1
  store i64 %t313, ptr %t314
  %t315 = load i1, ptr %s64
  %t316 = getelementptr i64, ptr %frame, i64 2
  %t317 = zext i1 %t315 to i64
  store i64 %t317, ptr %t316
  %t318 = load i64, ptr %s10
  %t319 = getelementptr i64, ptr %frame, i64 3
  store i64 %t318, ptr %t319
  %t320 = load i1, ptr %s62
  %t321 = getelementptr i64, ptr %frame, i64 4
  %t322 = zext i1 %t320 to i64
  store i64 %t322, ptr %t321
  %t323 = load i1, ptr %s29
  %t324 = getelementptr i64, ptr %frame, i64 5
  %t325 = zext i1 %t323 to i64
  store i64 %t325, ptr %t324
  %t326 = load i64, ptr %s21
  %t327 = getelementptr i64, ptr %frame, i64 6
  store i64 %t326, ptr %t327
  %t328 = load ptr, ptr %s2
  %t329 = getelementptr i64, ptr %frame, i64 7
  store ptr %t328, ptr %t329
  %t330 = load i1, ptr %s65
  %t331 = getelementptr i64, ptr %frame, i64 8
  %t332 = zext i1 %t330 to i64
  store i64 %t332, ptr %t331
  %t333 = load double, ptr %s14
  %t334 = getelementptr i64, ptr %frame, i64 9
  store double %t333, ptr %t334
  %t335 = load i64, ptr %s9
  %t336 = getelementptr i64, ptr %frame, i64 10
  store i64 %t335, ptr %t336
  %t337 = load i64, ptr %s6
  %t338 = getelementptr i64, ptr %frame, i64 11
  store i64 %t337, ptr %t338
  %t339 = load i64, ptr %s7
  %t340 = getelementptr i64, ptr %frame, i64 12
  store i64 %t339, ptr %t340
  %t341 = load i64, ptr %s8
  %t342 = getelementptr i64, ptr %frame, i64 13
  store i64 %t341, ptr %t342
  ret i64 8
exit8:
  %t343 = load ptr, ptr %s0
  %t344 = getelementptr i64, ptr %frame, i64 0
  store ptr %t343, ptr %t344
  %t345 = load i64, ptr %s1
  %t346 = getelementptr i64, ptr %frame, i64 1
  store i64 %t345, ptr %t346
  %t347 = load i1, ptr %s61
  %t348 = getelementptr i64, ptr %frame, i64 2
  %t349 = zext i1 %t347 to i64
  store i64 %t349, ptr %t348
  %t350 = load i1, ptr %s41
  %t351 = getelementptr i64, ptr %frame, i64 3
  %t352 = zext i1 %t350 to i64
  store i64 %t352, ptr %t351
  %t353 = load i64, ptr %s10
  %t354 = getelementptr i64, ptr %frame, i64 4
  store i64 %t353, ptr %t354
  %t355 = load i1, ptr %s62
  %t356 = getelementptr i64, ptr %frame, i64 5
  %t357 = zext i1 %t355 to i64
  store i64 %t357, ptr %t356
  %t358 = load i1, ptr %s29
  %t359 = getelementptr i64, ptr %frame, i64 6
  %t360 = zext i1 %t358 to i64
  store i64 %t360, ptr %t359
  %t361 = load i64, ptr %s21
  %t362 = getelementptr i64, ptr %frame, i64 7
  store i64 %t361, ptr %t362
  %t363 = load ptr, ptr %s2
  %t364 = getelementptr i64, ptr %frame, i64 8
  store ptr %t363, ptr %t364
  %t365 = load i1, ptr %s63
  %t366 = getelementptr i64, ptr %frame, i64 9
  %t367 = zext i1 %t365 to i64
  store i64 %t367, ptr %t366
  %t368 = load i1, ptr %s42
  %t369 = getelementptr i64, ptr %frame, i64 10
  %t370 = zext i1 %t368 to i64
  store i64 %t370, ptr %t369
  %t371 = load double, ptr %s14
  %t372 = getelementptr i64, ptr %frame, i64 11
  store double %t371, ptr %t372
  ret i64 9
}

define i64 @hotloop_kernel_0(ptr noalias %captures, i64 %begin, i64 %end, ptr noalias %host, ptr noalias %partials) nounwind "min-legal-vector-width"="256" "stackrealign" {
entry:
  %v0 = alloca ptr
  %v0.data = alloca ptr
  %v0.len = alloca i64
  %v0.dim1 = alloca i64
  %v1 = alloca i64
  %v2 = alloca ptr
  %v2.data = alloca ptr
  %v2.len = alloca i64
  %v2.dim1 = alloca i64
  %v3 = alloca i64
  %v4 = alloca i64
  %v5 = alloca i64
  %v6.0 = alloca <4 x double>
  %v7.0 = alloca <4 x double>
  %v8.0 = alloca <4 x double>
  %v9 = alloca i64
  %v10 = alloca i64
  %v11 = alloca i64
  %v12.0 = alloca <4 x double>
  %v13.0 = alloca <4 x double>
  %v14.0 = alloca <4 x double>
  %v15.0 = alloca <4 x double>
  %v16.0 = alloca <4 x double>
  %v17.0 = alloca <4 x double>
  %v18.0 = alloca <4 x double>
  %v19.0 = alloca <4 x double>
  %v20.0 = alloca <4 x double>
  %v21.0 = alloca <4 x double>
  %v22.0 = alloca <4 x double>
  %exit_id = alloca i64
  %countdown = alloca i64
  %s5 = alloca i64
  %t1 = getelementptr i64, ptr %captures, i64 0
  %t2 = load ptr, ptr %t1
  store ptr %t2, ptr %v0
  %t3 = load ptr, ptr %v0
  %t4 = getelementptr i8, ptr %t3, i64 0
  %t5 = load ptr, ptr %t4
  store ptr %t5, ptr %v0.data
  %t6 = getelementptr i8, ptr %t3, i64 8
  %t7 = load i64, ptr %t6
  store i64 %t7, ptr %v0.len
  %t8 = getelementptr i8, ptr %t3, i64 16
  %t9 = load i64, ptr %t8
  store i64 %t9, ptr %v0.dim1
  %t10 = getelementptr i64, ptr %captures, i64 1
  %t11 = load i64, ptr %t10
  store i64 %t11, ptr %v1
  %t12 = getelementptr i64, ptr %captures, i64 2
  %t13 = load ptr, ptr %t12
  store ptr %t13, ptr %v2
  %t14 = load ptr, ptr %v2
  %t15 = getelementptr i8, ptr %t14, i64 0
  %t16 = load ptr, ptr %t15
  store ptr %t16, ptr %v2.data
  %t17 = getelementptr i8, ptr %t14, i64 8
  %t18 = load i64, ptr %t17
  store i64 %t18, ptr %v2.len
  %t19 = getelementptr i8, ptr %t14, i64 16
  %t20 = load i64, ptr %t19
  store i64 %t20, ptr %v2.dim1
  store i64 %begin, ptr %v3
  store i64 %end, ptr %v4
  %t21 = getelementptr i8, ptr %host, i64 16
  %t22 = load i64, ptr %t21
  store i64 %t22, ptr %countdown
  %t23 = load i64, ptr %v3
  store i64 %t23, ptr %v5
  br label %next10
next10:
  %t24 = load i64, ptr %v5
  store i64 %t24, ptr %s5
  store i64 9, ptr %exit_id
  ; undo flags
  %t27 = load i64, ptr %countdown
  %t28 = sub i64 %t27, 1
  store i64 %t28, ptr %countdown
  %t29 = icmp slt i64 %t28, 0
  br i1 %t29, label %poll26, label %go26, !prof !1
poll26:
  %t30 = getelementptr i8, ptr %host, i64 24
  %t31 = load ptr, ptr %t30
  %t32 = call i64 %t31(ptr %host, ptr null, i64 0)
  %t33 = getelementptr i8, ptr %host, i64 16
  %t34 = load i64, ptr %t33
  store i64 %t34, ptr %countdown
  %t35 = icmp ne i64 %t32, 0
  br i1 %t35, label %fail, label %go26, !prof !1
go26:
  %t36 = load i64, ptr %v5
  %t37 = add i64 %t36, 4
  %t38 = load i64, ptr %v4
  %t39 = icmp sgt i64 %t37, %t38
  br i1 %t39, label %then40, label %done40, !prof !1
then40:
  br label %end10
done40:
  %t41 = load i64, ptr %v5
  %t42 = add i64 %t41, 0
  %t43 = load ptr, ptr %v0.data
  %t44 = add i64 %t42, 0
  %t45 = load i64, ptr %v0.dim1
  %t46 = mul i64 %t44, %t45
  %t47 = getelementptr double, ptr %t43, i64 %t46
  %t48 = add i64 0, 0
  %t49 = getelementptr double, ptr %t47, i64 %t48
  %t50 = add i64 %t42, 1
  %t51 = load i64, ptr %v0.dim1
  %t52 = mul i64 %t50, %t51
  %t53 = getelementptr double, ptr %t43, i64 %t52
  %t54 = add i64 0, 0
  %t55 = getelementptr double, ptr %t53, i64 %t54
  %t56 = add i64 %t42, 2
  %t57 = load i64, ptr %v0.dim1
  %t58 = mul i64 %t56, %t57
  %t59 = getelementptr double, ptr %t43, i64 %t58
  %t60 = add i64 0, 0
  %t61 = getelementptr double, ptr %t59, i64 %t60
  %t62 = add i64 %t42, 3
  %t63 = load i64, ptr %v0.dim1
  %t64 = mul i64 %t62, %t63
  %t65 = getelementptr double, ptr %t43, i64 %t64
  %t66 = add i64 0, 0
  %t67 = getelementptr double, ptr %t65, i64 %t66
  %t68 = load double, ptr %t49, align 8
  %t69 = insertelement <4 x double> poison, double %t68, i64 0
  %t70 = load double, ptr %t55, align 8
  %t71 = insertelement <4 x double> %t69, double %t70, i64 1
  %t72 = load double, ptr %t61, align 8
  %t73 = insertelement <4 x double> %t71, double %t72, i64 2
  %t74 = load double, ptr %t67, align 8
  %t75 = insertelement <4 x double> %t73, double %t74, i64 3
  store <4 x double> %t75, ptr %v6.0
  %t76 = load <4 x double>, ptr %v6.0
  store <4 x double> %t76, ptr %v8.0
  store i64 0, ptr %v9
  %t77 = load i64, ptr %v1
  %t78 = add i64 %t77, -1
  %t79 = call i64 @llvm.smax.i64(i64 %t78, i64 0)
  %t80 = icmp sle i64 %t79, 0
  %t81 = load i64, ptr %v0.dim1
  %t82 = icmp slt i64 %t79, %t81
  %t83 = or i1 %t80, %t82
  br i1 %t83, label %good84, label %fail, !prof !0
good84:
  store i64 0, ptr %v9
  br label %next11
next11:
  %t86 = load i64, ptr %countdown
  %t87 = sub i64 %t86, 1
  store i64 %t87, ptr %countdown
  %t88 = icmp slt i64 %t87, 0
  br i1 %t88, label %poll85, label %go85, !prof !1
poll85:
  %t89 = getelementptr i8, ptr %host, i64 24
  %t90 = load ptr, ptr %t89
  %t91 = call i64 %t90(ptr %host, ptr null, i64 -1)
  %t92 = getelementptr i8, ptr %host, i64 16
  %t93 = load i64, ptr %t92
  store i64 %t93, ptr %countdown
  %t94 = icmp ne i64 %t91, 0
  br i1 %t94, label %fail, label %go85, !prof !1
go85:
  %t95 = load i64, ptr %v9
  %t96 = add i64 %t95, 8
  %t97 = load i64, ptr %v1
  %t98 = add i64 %t97, -1
  %t99 = call i64 @llvm.smax.i64(i64 %t98, i64 0)
  %t100 = icmp sgt i64 %t96, %t99
  br i1 %t100, label %then101, label %done101, !prof !1
then101:
  br label %end11
done101:
  %t102 = load i64, ptr %v5
  %t103 = add i64 %t102, 0
  %t104 = load i64, ptr %v9
  %t105 = add i64 %t104, 1
  %t106 = load ptr, ptr %v0.data
  %t107 = add i64 %t103, 0
  %t108 = load i64, ptr %v0.dim1
  %t109 = mul i64 %t107, %t108
  %t110 = getelementptr double, ptr %t106, i64 %t109
  %t111 = add i64 %t105, 0
  %t112 = getelementptr double, ptr %t110, i64 %t111
  %t113 = add i64 %t103, 1
  %t114 = load i64, ptr %v0.dim1
  %t115 = mul i64 %t113, %t114
  %t116 = getelementptr double, ptr %t106, i64 %t115
  %t117 = add i64 %t105, 0
  %t118 = getelementptr double, ptr %t116, i64 %t117
  %t119 = add i64 %t103, 2
  %t120 = load i64, ptr %v0.dim1
  %t121 = mul i64 %t119, %t120
  %t122 = getelementptr double, ptr %t106, i64 %t121
  %t123 = add i64 %t105, 0
  %t124 = getelementptr double, ptr %t122, i64 %t123
  %t125 = add i64 %t103, 3
  %t126 = load i64, ptr %v0.dim1
  %t127 = mul i64 %t125, %t126
  %t128 = getelementptr double, ptr %t106, i64 %t127
  %t129 = add i64 %t105, 0
  %t130 = getelementptr double, ptr %t128, i64 %t129
  %t131 = getelementptr i8, ptr %t112, i64 128
  call void @llvm.prefetch.p0(ptr %t131, i32 0, i32 3, i32 1)
  %t132 = getelementptr i8, ptr %t118, i64 128
  call void @llvm.prefetch.p0(ptr %t132, i32 0, i32 3, i32 1)
  %t133 = getelementptr i8, ptr %t124, i64 128
  call void @llvm.prefetch.p0(ptr %t133, i32 0, i32 3, i32 1)
  %t134 = getelementptr i8, ptr %t130, i64 128
  call void @llvm.prefetch.p0(ptr %t134, i32 0, i32 3, i32 1)
  %t135 = load <2 x double>, ptr %t112, align 8
  %t136 = load <2 x double>, ptr %t118, align 8
  %t137 = load <2 x double>, ptr %t124, align 8
  %t138 = load <2 x double>, ptr %t130, align 8
  %t139 = shufflevector <2 x double> %t135, <2 x double> %t137, <4 x i32> <i32 0, i32 1, i32 2, i32 3>
  %t140 = shufflevector <2 x double> %t136, <2 x double> %t138, <4 x i32> <i32 0, i32 1, i32 2, i32 3>
  %t141 = shufflevector <4 x double> %t139, <4 x double> %t140, <4 x i32> <i32 0, i32 4, i32 2, i32 6>
  %t142 = shufflevector <4 x double> %t139, <4 x double> %t140, <4 x i32> <i32 1, i32 5, i32 3, i32 7>
  %t143 = getelementptr double, ptr %t112, i64 2
  %t144 = load <2 x double>, ptr %t143, align 8
  %t145 = getelementptr double, ptr %t118, i64 2
  %t146 = load <2 x double>, ptr %t145, align 8
  %t147 = getelementptr double, ptr %t124, i64 2
  %t148 = load <2 x double>, ptr %t147, align 8
  %t149 = getelementptr double, ptr %t130, i64 2
  %t150 = load <2 x double>, ptr %t149, align 8
  %t151 = shufflevector <2 x double> %t144, <2 x double> %t148, <4 x i32> <i32 0, i32 1, i32 2, i32 3>
  %t152 = shufflevector <2 x double> %t146, <2 x double> %t150, <4 x i32> <i32 0, i32 1, i32 2, i32 3>
  %t153 = shufflevector <4 x double> %t151, <4 x double> %t152, <4 x i32> <i32 0, i32 4, i32 2, i32 6>
  %t154 = shufflevector <4 x double> %t151, <4 x double> %t152, <4 x i32> <i32 1, i32 5, i32 3, i32 7>
  store <4 x double> %t141, ptr %v12.0
  store <4 x double> %t142, ptr %v13.0
  store <4 x double> %t153, ptr %v14.0
  store <4 x double> %t154, ptr %v15.0
  %t155 = load i64, ptr %v5
  %t156 = add i64 %t155, 0
  %t157 = load i64, ptr %v9
  %t158 = add i64 %t157, 5
  %t159 = load ptr, ptr %v0.data
  %t160 = add i64 %t156, 0
  %t161 = load i64, ptr %v0.dim1
  %t162 = mul i64 %t160, %t161
  %t163 = getelementptr double, ptr %t159, i64 %t162
  %t164 = add i64 %t158, 0
  %t165 = getelementptr double, ptr %t163, i64 %t164
  %t166 = add i64 %t156, 1
  %t167 = load i64, ptr %v0.dim1
  %t168 = mul i64 %t166, %t167
  %t169 = getelementptr double, ptr %t159, i64 %t168
  %t170 = add i64 %t158, 0
  %t171 = getelementptr double, ptr %t169, i64 %t170
  %t172 = add i64 %t156, 2
  %t173 = load i64, ptr %v0.dim1
  %t174 = mul i64 %t172, %t173
  %t175 = getelementptr double, ptr %t159, i64 %t174
  %t176 = add i64 %t158, 0
  %t177 = getelementptr double, ptr %t175, i64 %t176
  %t178 = add i64 %t156, 3
  %t179 = load i64, ptr %v0.dim1
  %t180 = mul i64 %t178, %t179
  %t181 = getelementptr double, ptr %t159, i64 %t180
  %t182 = add i64 %t158, 0
  %t183 = getelementptr double, ptr %t181, i64 %t182
  %t184 = getelementptr i8, ptr %t165, i64 128
  call void @llvm.prefetch.p0(ptr %t184, i32 0, i32 3, i32 1)
  %t185 = getelementptr i8, ptr %t171, i64 128
  call void @llvm.prefetch.p0(ptr %t185, i32 0, i32 3, i32 1)
  %t186 = getelementptr i8, ptr %t177, i64 128
  call void @llvm.prefetch.p0(ptr %t186, i32 0, i32 3, i32 1)
  %t187 = getelementptr i8, ptr %t183, i64 128
  call void @llvm.prefetch.p0(ptr %t187, i32 0, i32 3, i32 1)
  %t188 = load <2 x double>, ptr %t165, align 8
  %t189 = load <2 x double>, ptr %t171, align 8
  %t190 = load <2 x double>, ptr %t177, align 8
  %t191 = load <2 x double>, ptr %t183, align 8
  %t192 = shufflevector <2 x double> %t188, <2 x double> %t190, <4 x i32> <i32 0, i32 1, i32 2, i32 3>
  %t193 = shufflevector <2 x double> %t189, <2 x double> %t191, <4 x i32> <i32 0, i32 1, i32 2, i32 3>
  %t194 = shufflevector <4 x double> %t192, <4 x double> %t193, <4 x i32> <i32 0, i32 4, i32 2, i32 6>
  %t195 = shufflevector <4 x double> %t192, <4 x double> %t193, <4 x i32> <i32 1, i32 5, i32 3, i32 7>
  %t196 = getelementptr double, ptr %t165, i64 2
  %t197 = load <2 x double>, ptr %t196, align 8
  %t198 = getelementptr double, ptr %t171, i64 2
  %t199 = load <2 x double>, ptr %t198, align 8
  %t200 = getelementptr double, ptr %t177, i64 2
  %t201 = load <2 x double>, ptr %t200, align 8
  %t202 = getelementptr double, ptr %t183, i64 2
  %t203 = load <2 x double>, ptr %t202, align 8
  %t204 = shufflevector <2 x double> %t197, <2 x double> %t201, <4 x i32> <i32 0, i32 1, i32 2, i32 3>
  %t205 = shufflevector <2 x double> %t199, <2 x double> %t203, <4 x i32> <i32 0, i32 1, i32 2, i32 3>
  %t206 = shufflevector <4 x double> %t204, <4 x double> %t205, <4 x i32> <i32 0, i32 4, i32 2, i32 6>
  %t207 = shufflevector <4 x double> %t204, <4 x double> %t205, <4 x i32> <i32 1, i32 5, i32 3, i32 7>
  store <4 x double> %t194, ptr %v16.0
  store <4 x double> %t195, ptr %v17.0
  store <4 x double> %t206, ptr %v18.0
  store <4 x double> %t207, ptr %v19.0
  %t208 = load <4 x double>, ptr %v8.0
  %t209 = load <4 x double>, ptr %v12.0
  %t210 = fadd <4 x double> %t208, %t209
  store <4 x double> %t210, ptr %v21.0
  %t211 = load <4 x double>, ptr %v21.0
  %t212 = call <4 x double> @llvm.fabs.v4f64(<4 x double> %t211)
  %t213 = fcmp olt <4 x double> %t212, splat (double 0x7FF0000000000000)
  %t214 = sext <4 x i1> %t213 to <4 x i64>
  %t215 = xor <4 x i64> %t214, splat (i64 -1)
  %t216 = icmp slt <4 x i64> %t215, zeroinitializer
  %t217 = bitcast <4 x i1> %t216 to i4
  %t218 = icmp ne i4 %t217, 0
  %t219 = xor i1 %t218, true
  br i1 %t219, label %good220, label %fail, !prof !0
good220:
  %t221 = load <4 x double>, ptr %v21.0
  store <4 x double> %t221, ptr %v8.0
  %t222 = load <4 x double>, ptr %v21.0
  %t223 = load <4 x double>, ptr %v13.0
  %t224 = fadd <4 x double> %t222, %t223
  store <4 x double> %t224, ptr %v21.0
  %t225 = load <4 x double>, ptr %v21.0
  %t226 = call <4 x double> @llvm.fabs.v4f64(<4 x double> %t225)
  %t227 = fcmp olt <4 x double> %t226, splat (double 0x7FF0000000000000)
  %t228 = sext <4 x i1> %t227 to <4 x i64>
  %t229 = xor <4 x i64> %t228, splat (i64 -1)
  %t230 = icmp slt <4 x i64> %t229, zeroinitializer
  %t231 = bitcast <4 x i1> %t230 to i4
  %t232 = icmp ne i4 %t231, 0
  %t233 = xor i1 %t232, true
  br i1 %t233, label %good234, label %fail, !prof !0
good234:
  %t235 = load <4 x double>, ptr %v21.0
  store <4 x double> %t235, ptr %v8.0
  %t236 = load <4 x double>, ptr %v21.0
  %t237 = load <4 x double>, ptr %v14.0
  %t238 = fadd <4 x double> %t236, %t237
  store <4 x double> %t238, ptr %v21.0
  %t239 = load <4 x double>, ptr %v21.0
  %t240 = call <4 x double> @llvm.fabs.v4f64(<4 x double> %t239)
  %t241 = fcmp olt <4 x double> %t240, splat (double 0x7FF0000000000000)
  %t242 = sext <4 x i1> %t241 to <4 x i64>
  %t243 = xor <4 x i64> %t242, splat (i64 -1)
  %t244 = icmp slt <4 x i64> %t243, zeroinitializer
  %t245 = bitcast <4 x i1> %t244 to i4
  %t246 = icmp ne i4 %t245, 0
  %t247 = xor i1 %t246, true
  br i1 %t247, label %good248, label %fail, !prof !0
good248:
  %t249 = load <4 x double>, ptr %v21.0
  store <4 x double> %t249, ptr %v8.0
  %t250 = load <4 x double>, ptr %v21.0
  %t251 = load <4 x double>, ptr %v15.0
  %t252 = fadd <4 x double> %t250, %t251
  store <4 x double> %t252, ptr %v21.0
  %t253 = load <4 x double>, ptr %v21.0
  %t254 = call <4 x double> @llvm.fabs.v4f64(<4 x double> %t253)
  %t255 = fcmp olt <4 x double> %t254, splat (double 0x7FF0000000000000)
  %t256 = sext <4 x i1> %t255 to <4 x i64>
  %t257 = xor <4 x i64> %t256, splat (i64 -1)
  %t258 = icmp slt <4 x i64> %t257, zeroinitializer
  %t259 = bitcast <4 x i1> %t258 to i4
  %t260 = icmp ne i4 %t259, 0
  %t261 = xor i1 %t260, true
  br i1 %t261, label %good262, label %fail, !prof !0
good262:
  %t263 = load <4 x double>, ptr %v21.0
  store <4 x double> %t263, ptr %v8.0
  %t264 = load <4 x double>, ptr %v21.0
  %t265 = load <4 x double>, ptr %v16.0
  %t266 = fadd <4 x double> %t264, %t265
  store <4 x double> %t266, ptr %v21.0
  %t267 = load <4 x double>, ptr %v21.0
  %t268 = call <4 x double> @llvm.fabs.v4f64(<4 x double> %t267)
  %t269 = fcmp olt <4 x double> %t268, splat (double 0x7FF0000000000000)
  %t270 = sext <4 x i1> %t269 to <4 x i64>
  %t271 = xor <4 x i64> %t270, splat (i64 -1)
  %t272 = icmp slt <4 x i64> %t271, zeroinitializer
  %t273 = bitcast <4 x i1> %t272 to i4
  %t274 = icmp ne i4 %t273, 0
  %t275 = xor i1 %t274, true
  br i1 %t275, label %good276, label %fail, !prof !0
good276:
  %t277 = load <4 x double>, ptr %v21.0
  store <4 x double> %t277, ptr %v8.0
  %t278 = load <4 x double>, ptr %v21.0
  %t279 = load <4 x double>, ptr %v17.0
  %t280 = fadd <4 x double> %t278, %t279
  store <4 x double> %t280, ptr %v21.0
  %t281 = load <4 x double>, ptr %v21.0
  %t282 = call <4 x double> @llvm.fabs.v4f64(<4 x double> %t281)
  %t283 = fcmp olt <4 x double> %t282, splat (double 0x7FF0000000000000)
  %t284 = sext <4 x i1> %t283 to <4 x i64>
  %t285 = xor <4 x i64> %t284, splat (i64 -1)
  %t286 = icmp slt <4 x i64> %t285, zeroinitializer
  %t287 = bitcast <4 x i1> %t286 to i4
  %t288 = icmp ne i4 %t287, 0
  %t289 = xor i1 %t288, true
  br i1 %t289, label %good290, label %fail, !prof !0
good290:
  %t291 = load <4 x double>, ptr %v21.0
  store <4 x double> %t291, ptr %v8.0
  %t292 = load <4 x double>, ptr %v21.0
  %t293 = load <4 x double>, ptr %v18.0
  %t294 = fadd <4 x double> %t292, %t293
  store <4 x double> %t294, ptr %v21.0
  %t295 = load <4 x double>, ptr %v21.0
  %t296 = call <4 x double> @llvm.fabs.v4f64(<4 x double> %t295)
  %t297 = fcmp olt <4 x double> %t296, splat (double 0x7FF0000000000000)
  %t298 = sext <4 x i1> %t297 to <4 x i64>
  %t299 = xor <4 x i64> %t298, splat (i64 -1)
  %t300 = icmp slt <4 x i64> %t299, zeroinitializer
  %t301 = bitcast <4 x i1> %t300 to i4
  %t302 = icmp ne i4 %t301, 0
  %t303 = xor i1 %t302, true
  br i1 %t303, label %good304, label %fail, !prof !0
good304:
  %t305 = load <4 x double>, ptr %v21.0
  store <4 x double> %t305, ptr %v8.0
  %t306 = load <4 x double>, ptr %v21.0
  %t307 = load <4 x double>, ptr %v19.0
  %t308 = fadd <4 x double> %t306, %t307
  store <4 x double> %t308, ptr %v21.0
  %t309 = load <4 x double>, ptr %v21.0
  %t310 = call <4 x double> @llvm.fabs.v4f64(<4 x double> %t309)
  %t311 = fcmp olt <4 x double> %t310, splat (double 0x7FF0000000000000)
  %t312 = sext <4 x i1> %t311 to <4 x i64>
  %t313 = xor <4 x i64> %t312, splat (i64 -1)
  %t314 = icmp slt <4 x i64> %t313, zeroinitializer
  %t315 = bitcast <4 x i1> %t314 to i4
  %t316 = icmp ne i4 %t315, 0
  %t317 = xor i1 %t316, true
  br i1 %t317, label %good318, label %fail, !prof !0
good318:
  %t319 = load <4 x double>, ptr %v21.0
  store <4 x double> %t319, ptr %v8.0
  %t320 = load i64, ptr %v9
  %t321 = add i64 %t320, 8
  store i64 %t321, ptr %v9
  br label %next11
end11:
  br label %next8
next8:
  %t323 = load i64, ptr %countdown
  %t324 = sub i64 %t323, 1
  store i64 %t324, ptr %countdown
  %t325 = icmp slt i64 %t324, 0
  br i1 %t325, label %poll322, label %go322, !prof !1
poll322:
  %t326 = getelementptr i8, ptr %host, i64 24
  %t327 = load ptr, ptr %t326
  %t328 = call i64 %t327(ptr %host, ptr null, i64 -1)
  %t329 = getelementptr i8, ptr %host, i64 16
  %t330 = load i64, ptr %t329
  store i64 %t330, ptr %countdown
  %t331 = icmp ne i64 %t328, 0
  br i1 %t331, label %fail, label %go322, !prof !1
go322:
  %t332 = load i64, ptr %v9
  %t333 = load i64, ptr %v1
  %t334 = add i64 %t333, -1
  %t335 = call i64 @llvm.smax.i64(i64 %t334, i64 0)
  %t336 = icmp sge i64 %t332, %t335
  br i1 %t336, label %then337, label %done337, !prof !1
then337:
  br label %end8
done337:
  %t338 = load i64, ptr %v5
  %t339 = add i64 %t338, 0
  %t340 = load i64, ptr %v9
  %t341 = add i64 %t340, 1
  %t342 = load ptr, ptr %v0.data
  %t343 = add i64 %t339, 0
  %t344 = load i64, ptr %v0.dim1
  %t345 = mul i64 %t343, %t344
  %t346 = getelementptr double, ptr %t342, i64 %t345
  %t347 = add i64 %t341, 0
  %t348 = getelementptr double, ptr %t346, i64 %t347
  %t349 = add i64 %t339, 1
  %t350 = load i64, ptr %v0.dim1
  %t351 = mul i64 %t349, %t350
  %t352 = getelementptr double, ptr %t342, i64 %t351
  %t353 = add i64 %t341, 0
  %t354 = getelementptr double, ptr %t352, i64 %t353
  %t355 = add i64 %t339, 2
  %t356 = load i64, ptr %v0.dim1
  %t357 = mul i64 %t355, %t356
  %t358 = getelementptr double, ptr %t342, i64 %t357
  %t359 = add i64 %t341, 0
  %t360 = getelementptr double, ptr %t358, i64 %t359
  %t361 = add i64 %t339, 3
  %t362 = load i64, ptr %v0.dim1
  %t363 = mul i64 %t361, %t362
  %t364 = getelementptr double, ptr %t342, i64 %t363
  %t365 = add i64 %t341, 0
  %t366 = getelementptr double, ptr %t364, i64 %t365
  %t367 = load double, ptr %t348, align 8
  %t368 = insertelement <4 x double> poison, double %t367, i64 0
  %t369 = load double, ptr %t354, align 8
  %t370 = insertelement <4 x double> %t368, double %t369, i64 1
  %t371 = load double, ptr %t360, align 8
  %t372 = insertelement <4 x double> %t370, double %t371, i64 2
  %t373 = load double, ptr %t366, align 8
  %t374 = insertelement <4 x double> %t372, double %t373, i64 3
  store <4 x double> %t374, ptr %v22.0
  %t375 = load <4 x double>, ptr %v8.0
  %t376 = load <4 x double>, ptr %v22.0
  %t377 = fadd <4 x double> %t375, %t376
  store <4 x double> %t377, ptr %v21.0
  %t378 = load <4 x double>, ptr %v21.0
  %t379 = call <4 x double> @llvm.fabs.v4f64(<4 x double> %t378)
  %t380 = fcmp olt <4 x double> %t379, splat (double 0x7FF0000000000000)
  %t381 = sext <4 x i1> %t380 to <4 x i64>
  %t382 = xor <4 x i64> %t381, splat (i64 -1)
  %t383 = icmp slt <4 x i64> %t382, zeroinitializer
  %t384 = bitcast <4 x i1> %t383 to i4
  %t385 = icmp ne i4 %t384, 0
  %t386 = xor i1 %t385, true
  br i1 %t386, label %good387, label %fail, !prof !0
good387:
  %t388 = load <4 x double>, ptr %v21.0
  store <4 x double> %t388, ptr %v8.0
  %t389 = load i64, ptr %v9
  %t390 = add i64 %t389, 1
  store i64 %t390, ptr %v9
  br label %next8
end8:
  br label %end9
end9:
  %t391 = load <4 x double>, ptr %v8.0
  %t392 = load i64, ptr %v5
  %t393 = add i64 %t392, 0
  %t394 = add i64 %t393, 0
  %t395 = load ptr, ptr %v2.data
  %t396 = getelementptr double, ptr %t395, i64 %t394
  store <4 x double> %t391, ptr %t396, align 8
  %t397 = load i64, ptr %v5
  %t398 = add i64 %t397, 4
  store i64 %t398, ptr %v5
  br label %next10
end10:
  %t399 = load i64, ptr %v5
  ret i64 %t399
fail:
  %t400 = load i64, ptr %exit_id
  switch i64 %t400, label %nowhere [ i64 9, label %exit9 ]
nowhere:
  unreachable
exit9:
  %t401 = load i64, ptr %s5
  ret i64 %t401
}

declare double @llvm.fabs.f64(double) nounwind
declare <4 x double> @llvm.fabs.v4f64(<4 x double>) nounwind
declare void @llvm.prefetch.p0(ptr, i32, i32, i32) nounwind
declare i64 @llvm.smax.i64(i64, i64) nounwind
declare i64 @llvm.smin.i64(i64, i64) nounwind
declare {i64, i1} @llvm.ssub.with.overflow.i64(i64, i64) nounwind
!0 = !{!"branch_weights", i32 100000, i32 1}
!1 = !{!"branch_weights", i32 1, i32 100000}
